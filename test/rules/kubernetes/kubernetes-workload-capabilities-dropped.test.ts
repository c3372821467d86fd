import { kubernetesWorkloadCapabilitiesDropped } from "../../../shared/rules/kubernetes/kubernetes-workload-capabilities-dropped.ts";
import { container } from "../../support/compliant/kubernetes.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesWorkloadCapabilitiesDropped, {
	pass: [
		{ name: "as it should be", says: "orders/orders-api: every container drops all capabilities", evidence: { count: 0 } },
		{ name: "lower case", with: { containers: [container({ capabilitiesDropped: ["all"] })] } },
		{ name: "more than needed", with: { containers: [container({ capabilitiesDropped: ["NET_RAW", "ALL"] })] } },
	],
	fail: [
		{ name: "a name that only ends like all", with: { containers: [container({ capabilitiesDropped: ["NOT_CAP_ALL"] })] } },
		{
			name: "nothing dropped",
			with: { containers: [container({ capabilitiesDropped: [] })] },
			says: 'orders/orders-api: containers that keep default capabilities: "main"',
			evidence: { count: 1 },
		},
		{ name: "one dropped", with: { containers: [container({ capabilitiesDropped: ["NET_RAW"] })] } },
		{
			name: "one of two",
			with: { containers: [container({ name: "good" }), container({ capabilitiesDropped: [] })] },
			evidence: { count: 1 },
		},
		{
			name: "a database",
			with: { containers: [container({ capabilitiesDropped: [] })], database: { engine: "postgres", by: "label" } },
			severity: "medium",
		},
		{
			name: "a namespace that is no longer exempt",
			with: { namespace: "kube-system", containers: [container({ capabilitiesDropped: [] })] },
			parameters: { exemptNamespaces: [] },
		},
	],
	notApplicable: [
		{
			name: "the platform's own",
			with: { namespace: "kube-system", containers: [container({ capabilitiesDropped: [] })] },
			says: "kube-system is an exempt namespace",
		},
		{
			name: "a namespace by pattern",
			with: { namespace: "tools-ci", containers: [container({ capabilitiesDropped: [] })] },
			parameters: { exemptNamespaces: ["tools-*"] },
		},
	],
});
