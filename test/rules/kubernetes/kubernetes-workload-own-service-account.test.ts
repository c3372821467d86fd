import { seen } from "../../../shared/core/observed.ts";
import { kubernetesWorkloadOwnServiceAccount } from "../../../shared/rules/kubernetes/kubernetes-workload-own-service-account.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const serviceAccount = "default";

testRule(kubernetesWorkloadOwnServiceAccount, {
	pass: [{ name: "its own", says: "orders/orders-api runs as orders-api", evidence: { serviceAccount: "orders-api" } }],
	fail: [
		{
			name: "default, with its token",
			with: { serviceAccount, tokenMounted: seen(true) },
			says: "default service account, and mounts its token.",
			evidence: { serviceAccount, tokenMounted: true },
		},
		{ name: "default, without its token", with: { serviceAccount }, says: /default service account\.$/, severity: "low" },
		{
			name: "default, whose setting was not read",
			with: { serviceAccount, tokenMounted: denied("kubernetes", "list serviceaccounts") },
			says: /default service account\.$/,
		},
	],
	notApplicable: [{ name: "the platform's own", with: { serviceAccount, namespace: "kube-system" }, says: "exempt namespace" }],
});
