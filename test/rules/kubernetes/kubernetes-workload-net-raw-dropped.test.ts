import { kubernetesWorkloadNetRawDropped } from "../../../shared/rules/kubernetes/kubernetes-workload-net-raw-dropped.ts";
import { container } from "../../support/compliant/kubernetes.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesWorkloadNetRawDropped, {
	pass: [
		{ name: "as it should be", says: "orders/orders-api: no container may send raw packets", evidence: { count: 0 } },
		{ name: "this one dropped", with: { containers: [container({ capabilitiesDropped: ["NET_RAW"] })] } },
		{ name: "with its prefix", with: { containers: [container({ capabilitiesDropped: ["CAP_NET_RAW"] })] } },
		{ name: "another added", with: { containers: [container({ capabilitiesAdded: ["NET_BIND_SERVICE"] })] } },
		{
			name: "dropped by name, though added",
			with: { containers: [container({ capabilitiesAdded: ["NET_RAW"], capabilitiesDropped: ["NET_RAW"] })] },
		},
		{ name: "all dropped, though all added", with: { containers: [container({ capabilitiesAdded: ["ALL"] })] } },
	],
	fail: [
		{
			name: "nothing dropped",
			with: { containers: [container({ capabilitiesDropped: [] })] },
			says: 'orders/orders-api: containers that may send raw packets: "main"',
			evidence: { count: 1 },
		},
		{ name: "added again", with: { containers: [container({ capabilitiesAdded: ["NET_RAW"] })] } },
		{ name: "all added and none dropped", with: { containers: [container({ capabilitiesAdded: ["ALL"], capabilitiesDropped: [] })] } },
		{ name: "added by name, with its prefix", with: { containers: [container({ capabilitiesAdded: ["CAP_NET_RAW"] })] } },
		{ name: "another dropped", with: { containers: [container({ capabilitiesDropped: ["KILL"] })] } },
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
