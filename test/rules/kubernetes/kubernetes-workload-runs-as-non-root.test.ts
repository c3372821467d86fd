import { kubernetesWorkloadRunsAsNonRoot } from "../../../shared/rules/kubernetes/kubernetes-workload-runs-as-non-root.ts";
import { container } from "../../support/compliant/kubernetes.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesWorkloadRunsAsNonRoot, {
	pass: [
		{ name: "as it should be", says: "orders/orders-api: every container runs as another user than root", evidence: { count: 0 } },
		{ name: "a user by number", with: { containers: [container({ runAsNonRoot: undefined as never, runAsUser: 1 })] } },
		{ name: "not root, whatever the image says", with: { containers: [container({ runAsNonRoot: true, runAsUser: undefined as never })] } },
	],
	fail: [
		{
			name: "root by number",
			with: { containers: [container({ runAsNonRoot: undefined as never, runAsUser: 0 })] },
			says: 'orders/orders-api: containers that run as root or may do so: "main"',
			evidence: { count: 1 },
		},
		{ name: "root, contrary to itself", with: { containers: [container({ runAsNonRoot: true, runAsUser: 0 })] } },
		{
			name: "left to the image",
			with: { containers: [container({ runAsNonRoot: undefined as never, runAsUser: undefined as never })] },
			severity: "low",
		},
		{
			name: "allowed to be root",
			with: { containers: [container({ runAsNonRoot: false, runAsUser: undefined as never })] },
			severity: "low",
		},
		{
			name: "one of two",
			with: { containers: [container({ name: "good" }), container({ runAsNonRoot: undefined as never, runAsUser: 0 })] },
			evidence: { count: 1 },
		},
		{
			name: "a database",
			with: { containers: [container({ runAsUser: 0 })], database: { engine: "postgres", by: "label" } },
			severity: "high",
		},
		{
			name: "a namespace that is no longer exempt",
			with: { namespace: "kube-system", containers: [container({ runAsNonRoot: undefined as never, runAsUser: 0 })] },
			parameters: { exemptNamespaces: [] },
		},
	],
	notApplicable: [
		{
			name: "the platform's own",
			with: { namespace: "kube-system", containers: [container({ runAsNonRoot: undefined as never, runAsUser: 0 })] },
			says: "kube-system is an exempt namespace",
		},
		{
			name: "a namespace by pattern",
			with: { namespace: "tools-ci", containers: [container({ runAsNonRoot: undefined as never, runAsUser: 0 })] },
			parameters: { exemptNamespaces: ["tools-*"] },
		},
	],
});
