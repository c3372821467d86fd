import { kubernetesWorkloadNoHostPaths } from "../../../shared/rules/kubernetes/kubernetes-workload-no-host-paths.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesWorkloadNoHostPaths, {
	pass: [{ name: "none", says: "orders/orders-api: no directory of the node", evidence: { count: 0 } }],
	fail: [
		{ name: "data on the node", with: { hostPaths: ["/data"] }, says: '"/data"', evidence: { first: ["/data"] } },
		{ name: "the node's configuration", with: { hostPaths: ["/data", "/etc/kubernetes"] }, severity: "high" },
	],
	notApplicable: [
		{
			name: "a database",
			with: { hostPaths: ["/data"], database: { engine: "postgres", by: "label" } },
			says: "which kubernetes-database-no-host-path judges",
		},
		{ name: "the platform's own", with: { hostPaths: ["/etc"], namespace: "kube-system" }, says: "exempt namespace" },
	],
});
