import { kubernetesWorkloadRootFilesystemReadOnly } from "../../../shared/rules/kubernetes/kubernetes-workload-root-filesystem-read-only.ts";
import { container } from "../../support/compliant/kubernetes.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesWorkloadRootFilesystemReadOnly, {
	pass: [
		{ name: "as it should be", says: "orders/orders-api: every root file system is read-only", evidence: { count: 0 } },
		{ name: "read-only", with: { containers: [container({ readOnlyRootFilesystem: true })] } },
	],
	fail: [
		{
			name: "not set",
			with: { containers: [container({ readOnlyRootFilesystem: undefined as never })] },
			says: 'orders/orders-api: containers that can write to their root file system: "main"',
			evidence: { count: 1 },
		},
		{ name: "writable", with: { containers: [container({ readOnlyRootFilesystem: false })] } },
		{
			name: "one of two",
			with: { containers: [container({ name: "good" }), container({ readOnlyRootFilesystem: undefined as never })] },
			evidence: { count: 1 },
		},
		{
			name: "a database",
			with: { containers: [container({ readOnlyRootFilesystem: undefined as never })], database: { engine: "postgres", by: "label" } },
		},
		{
			name: "a namespace that is no longer exempt",
			with: { namespace: "kube-system", containers: [container({ readOnlyRootFilesystem: undefined as never })] },
			parameters: { exemptNamespaces: [] },
		},
	],
	notApplicable: [
		{
			name: "the platform's own",
			with: { namespace: "kube-system", containers: [container({ readOnlyRootFilesystem: undefined as never })] },
			says: "kube-system is an exempt namespace",
		},
		{
			name: "a namespace by pattern",
			with: { namespace: "tools-ci", containers: [container({ readOnlyRootFilesystem: undefined as never })] },
			parameters: { exemptNamespaces: ["tools-*"] },
		},
	],
});
