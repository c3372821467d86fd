import { seen } from "../../../shared/core/observed.ts";
import { kubernetesClusterNodesPrivate } from "../../../shared/rules/kubernetes/kubernetes-cluster-nodes-private.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const open = { name: "node-c", internalIps: ["10.0.0.9"], externalIps: ["203.0.113.9", "2001:db8::9"] };

testRule(kubernetesClusterNodesPrivate, {
	pass: [{ name: "private addresses", says: "prod: no node has a public address", evidence: { count: 0 } }],
	fail: [
		{
			name: "one of two",
			with: { nodes: seen([open, { ...open, name: "node-d", externalIps: [] }]) },
			says: '"node-c 203.0.113.9, 2001:db8::9"',
			evidence: { count: 1 },
		},
	],
	notApplicable: [{ name: "no nodes", with: { nodes: seen([]) }, says: "prod has no nodes" }],
	indeterminate: [{ name: "nodes were not read", with: { nodes: denied("kubernetes", "list nodes") } }],
});
