import { seen, unread } from "../../../shared/core/observed.ts";
import { kubernetesServiceDatabaseTlsEndToEnd } from "../../../shared/rules/kubernetes/kubernetes-service-database-tls-end-to-end.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesServiceDatabaseTlsEndToEnd, {
	pass: [
		{ name: "TLS is passed through", with: { type: "LoadBalancer" }, says: "ends TLS on no port" },
		{ name: "TLS of another port", with: { type: "LoadBalancer", tlsPorts: ["443"] } },
	],
	fail: [
		{ name: "by evidence", with: { type: "LoadBalancer", tlsPorts: ["*"] }, evidence: { tlsPorts: ["*"], ports: [5432] } },
		{ name: "all ports", with: { type: "LoadBalancer", tlsPorts: ["*"] }, says: 'ends TLS on "postgres"' },
		{
			name: "its number",
			with: { type: "LoadBalancer", tlsPorts: ["443", "5432"], ports: [{ port: 5432, protocol: "TCP" }] },
			says: '"5432"',
		},
		{ name: "its name", with: { type: "LoadBalancer", tlsPorts: ["postgres"] } },
	],
	notApplicable: [
		{ name: "inside the cluster", with: { tlsPorts: ["*"] }, says: "ClusterIP" },
		{ name: "no database", with: { database: seen(null), type: "LoadBalancer" }, says: "leads to no database" },
	],
	indeterminate: [
		{
			name: "what it leads to is not known",
			with: { database: unread({ service: "kubernetes", operation: "list pods", cause: "denied", message: "not allowed" }) },
			says: "denied",
		},
	],
});
