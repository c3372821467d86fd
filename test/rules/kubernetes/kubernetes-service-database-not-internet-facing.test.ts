import { seen, unread } from "../../../shared/core/observed.ts";
import { kubernetesServiceDatabaseNotInternetFacing } from "../../../shared/rules/kubernetes/kubernetes-service-database-not-internet-facing.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesServiceDatabaseNotInternetFacing, {
	pass: [{ name: "internal", with: { type: "LoadBalancer", scheme: "internal" }, says: "orders/orders-db has an internal load balancer" }],
	fail: [
		{ name: "the whole internet", with: { type: "LoadBalancer", scheme: "internet-facing" }, says: "admits every address" },
		{
			name: "half of the internet",
			with: { type: "LoadBalancer", scheme: "internet-facing", sourceRanges: ["0.0.0.0/1", "192.0.2.0/24"] },
			says: "large parts of it",
		},
		{
			name: "one office",
			with: { type: "LoadBalancer", scheme: "internet-facing", sourceRanges: ["198.51.100.0/24"] },
			severity: "high",
			says: "for 1 range of",
			evidence: { sourceRanges: ["198.51.100.0/24"] },
		},
	],
	notApplicable: [
		{ name: "inside the cluster", says: "is no load balancer but ClusterIP" },
		{ name: "no database", with: { database: seen(null), type: "LoadBalancer" }, says: "leads to no database" },
	],
	indeterminate: [
		{ name: "no scheme", with: { type: "LoadBalancer" }, says: "does not say" },
		{
			name: "a range that is none",
			with: { type: "LoadBalancer", scheme: "internet-facing", sourceRanges: ["anywhere"] },
			says: "not a CIDR",
		},
		{
			name: "what it leads to is not known",
			with: { database: unread({ service: "kubernetes", operation: "list pods", cause: "denied", message: "not allowed" }) },
			says: "denied",
		},
	],
});
