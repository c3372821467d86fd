import { kubernetesWorkloadSecretsAsFiles } from "../../../shared/rules/kubernetes/kubernetes-workload-secrets-as-files.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesWorkloadSecretsAsFiles, {
	pass: [{ name: "files only", says: "orders/orders-api: no variable is filled from a Secret", evidence: { count: 0 } }],
	fail: [
		{
			name: "one variable",
			with: { secretVariables: [{ container: "main", variable: "API_KEY", secret: "payments", key: "key" }] },
			says: '"main: API_KEY of payments/key"',
			evidence: { first: ["main: API_KEY of payments/key"] },
		},
		{
			name: "a variable without key",
			with: { secretVariables: [{ container: "main", variable: "API_KEY", secret: "payments" }] },
			says: '"main: API_KEY of payments"',
		},
		{ name: "all of a Secret", with: { secretVariables: [{ container: "main", secret: "payments" }] }, says: '"main: all of payments"' },
	],
	notApplicable: [
		{
			name: "the platform's own",
			with: { namespace: "kube-system", secretVariables: [{ container: "main", secret: "payments" }] },
			says: "exempt namespace",
		},
	],
});
