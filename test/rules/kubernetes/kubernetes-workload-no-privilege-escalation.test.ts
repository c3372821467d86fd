import { kubernetesWorkloadNoPrivilegeEscalation } from "../../../shared/rules/kubernetes/kubernetes-workload-no-privilege-escalation.ts";
import { container } from "../../support/compliant/kubernetes.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesWorkloadNoPrivilegeEscalation, {
	pass: [
		{ name: "as it should be", says: "orders/orders-api: no container can gain privileges", evidence: { count: 0 } },
		{ name: "forbidden", with: { containers: [container({ allowPrivilegeEscalation: false })] } },
	],
	fail: [
		{
			name: "allowed",
			with: { containers: [container({ allowPrivilegeEscalation: true })] },
			says: 'orders/orders-api: containers that may gain privileges: "main"',
			evidence: { count: 1 },
		},
		{
			name: "not set, which allows it",
			with: { containers: [container({ allowPrivilegeEscalation: undefined as never })] },
			severity: "low",
		},
		{
			name: "one of two",
			with: { containers: [container({ name: "good" }), container({ allowPrivilegeEscalation: true })] },
			evidence: { count: 1 },
		},
		{
			name: "a database",
			with: { containers: [container({ allowPrivilegeEscalation: true })], database: { engine: "postgres", by: "label" } },
			severity: "high",
		},
		{
			name: "a namespace that is no longer exempt",
			with: { namespace: "kube-system", containers: [container({ allowPrivilegeEscalation: true })] },
			parameters: { exemptNamespaces: [] },
		},
	],
	notApplicable: [
		{
			name: "the platform's own",
			with: { namespace: "kube-system", containers: [container({ allowPrivilegeEscalation: true })] },
			says: "kube-system is an exempt namespace",
		},
		{
			name: "a namespace by pattern",
			with: { namespace: "tools-ci", containers: [container({ allowPrivilegeEscalation: true })] },
			parameters: { exemptNamespaces: ["tools-*"] },
		},
	],
});
