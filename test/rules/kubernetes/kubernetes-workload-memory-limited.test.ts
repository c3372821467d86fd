import { kubernetesWorkloadMemoryLimited } from "../../../shared/rules/kubernetes/kubernetes-workload-memory-limited.ts";
import { container } from "../../support/compliant/kubernetes.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesWorkloadMemoryLimited, {
	pass: [
		{ name: "as it should be", says: "orders/orders-api: every container has a memory limit", evidence: { count: 0 } },
		{ name: "an init container without", with: { containers: [container({ memoryLimit: undefined as never, init: true })] } },
		{
			name: "the container of a database, which has a rule of its own",
			with: {
				containers: [container({ memoryLimit: undefined as never, name: "postgres" })],
				database: { engine: "postgres", by: "label", container: "postgres" },
			},
		},
	],
	fail: [
		{
			name: "none",
			with: { containers: [container({ memoryLimit: undefined as never })] },
			says: 'orders/orders-api: containers that have no memory limit: "main"',
			evidence: { count: 1 },
		},
		{
			name: "one of two",
			with: { containers: [container({ name: "good" }), container({ memoryLimit: undefined as never })] },
			evidence: { count: 1 },
		},
		{
			name: "a container beside a database",
			with: {
				containers: [container({ name: "postgres" }), container({ memoryLimit: undefined as never })],
				database: { engine: "postgres", by: "label", container: "postgres" },
			},
		},
		{
			name: "a namespace that is no longer exempt",
			with: { namespace: "kube-system", containers: [container({ memoryLimit: undefined as never })] },
			parameters: { exemptNamespaces: [] },
		},
	],
	notApplicable: [
		{
			name: "the platform's own",
			with: { namespace: "kube-system", containers: [container({ memoryLimit: undefined as never })] },
			says: "kube-system is an exempt namespace",
		},
		{
			name: "a namespace by pattern",
			with: { namespace: "tools-ci", containers: [container({ memoryLimit: undefined as never })] },
			parameters: { exemptNamespaces: ["tools-*"] },
		},
	],
});
