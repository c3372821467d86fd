import { kubernetesWorkloadCpuLimited } from "../../../shared/rules/kubernetes/kubernetes-workload-cpu-limited.ts";
import { container } from "../../support/compliant/kubernetes.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesWorkloadCpuLimited, {
	pass: [
		{ name: "as it should be", says: "orders/orders-api: every container has a CPU limit", evidence: { count: 0 } },
		{ name: "an init container without", with: { containers: [container({ cpuLimit: undefined as never, init: true })] } },
	],
	fail: [
		{
			name: "none",
			with: { containers: [container({ cpuLimit: undefined as never })] },
			says: 'orders/orders-api: containers that have no CPU limit: "main"',
			evidence: { count: 1 },
		},
		{
			name: "one of two",
			with: { containers: [container({ name: "good" }), container({ cpuLimit: undefined as never })] },
			evidence: { count: 1 },
		},
		{
			name: "a database",
			with: { containers: [container({ cpuLimit: undefined as never })], database: { engine: "postgres", by: "label" } },
		},
		{
			name: "a namespace that is no longer exempt",
			with: { namespace: "kube-system", containers: [container({ cpuLimit: undefined as never })] },
			parameters: { exemptNamespaces: [] },
		},
	],
	notApplicable: [
		{
			name: "the platform's own",
			with: { namespace: "kube-system", containers: [container({ cpuLimit: undefined as never })] },
			says: "kube-system is an exempt namespace",
		},
		{
			name: "a namespace by pattern",
			with: { namespace: "tools-ci", containers: [container({ cpuLimit: undefined as never })] },
			parameters: { exemptNamespaces: ["tools-*"] },
		},
	],
});
