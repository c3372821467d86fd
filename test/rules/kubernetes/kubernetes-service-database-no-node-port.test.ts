import { seen, unread } from "../../../shared/core/observed.ts";
import { kubernetesServiceDatabaseNoNodePort } from "../../../shared/rules/kubernetes/kubernetes-service-database-no-node-port.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesServiceDatabaseNoNodePort, {
	pass: [
		{ name: "inside the cluster", says: "orders/orders-db opens no port" },
		{ name: "a load balancer without node ports", with: { type: "LoadBalancer", scheme: "internal" } },
	],
	fail: [
		{
			name: "a node port",
			with: { type: "NodePort", ports: [{ port: 5432, protocol: "TCP", nodePort: 30432 }] },
			says: "on every node",
			evidence: { nodePorts: [30432] },
		},
		{ name: "a node port that is not known", with: { type: "NodePort" } },
		{
			name: "a load balancer with node ports",
			with: { type: "LoadBalancer", scheme: "internal", ports: [{ port: 5432, protocol: "TCP", nodePort: 30432 }] },
			severity: "low",
			says: "node ports 30432 beside",
		},
	],
	notApplicable: [{ name: "no database", with: { database: seen(null), type: "LoadBalancer" }, says: "leads to no database" }],
	indeterminate: [
		{
			name: "what it leads to is not known",
			with: { database: unread({ service: "kubernetes", operation: "list pods", cause: "denied", message: "not allowed" }) },
			says: "denied",
		},
	],
});
