import { kubernetesWorkloadNoHostNetwork } from "../../../shared/rules/kubernetes/kubernetes-workload-no-host-network.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesWorkloadNoHostNetwork, {
	pass: [{ name: "its own", says: "orders/orders-api has the network to itself", evidence: { hostNetwork: false } }],
	fail: [
		{
			name: "that of the node",
			with: { hostNetwork: true },
			says: "orders/orders-api uses the network of its node",
			evidence: { hostNetwork: true },
		},
	],
	notApplicable: [
		{ name: "the platform's own", with: { hostNetwork: true, namespace: "kube-system" }, says: "exempt namespace" },
		{
			name: "a database",
			with: { hostNetwork: true, database: { engine: "postgres", by: "label" } },
			says: "which kubernetes-database-no-host-network judges",
		},
	],
});
