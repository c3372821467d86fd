import { kubernetesWorkloadNotPrivileged } from "../../../shared/rules/kubernetes/kubernetes-workload-not-privileged.ts";
import { container } from "../../support/compliant/kubernetes.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesWorkloadNotPrivileged, {
	pass: [
		{ name: "as it should be", says: "orders/orders-api: no container runs privileged", evidence: { count: 0 } },
		{ name: "not set", with: { containers: [container({ privileged: undefined as never })] } },
	],
	fail: [
		{
			name: "privileged",
			with: { containers: [container({ privileged: true })] },
			says: 'orders/orders-api: containers that run privileged: "main"',
			evidence: { count: 1 },
		},
		{ name: "an init container", with: { containers: [container({ privileged: true, init: true })] } },
		{ name: "one of two", with: { containers: [container({ name: "good" }), container({ privileged: true })] }, evidence: { count: 1 } },
		{
			name: "a database",
			with: { containers: [container({ privileged: true })], database: { engine: "postgres", by: "label" } },
			severity: "critical",
		},
		{
			name: "a namespace that is no longer exempt",
			with: { namespace: "kube-system", containers: [container({ privileged: true })] },
			parameters: { exemptNamespaces: [] },
		},
	],
	notApplicable: [
		{
			name: "the platform's own",
			with: { namespace: "kube-system", containers: [container({ privileged: true })] },
			says: "kube-system is an exempt namespace",
		},
		{
			name: "a namespace by pattern",
			with: { namespace: "tools-ci", containers: [container({ privileged: true })] },
			parameters: { exemptNamespaces: ["tools-*"] },
		},
	],
});
