import { seen, unread } from "../../../shared/core/observed.ts";
import { kubernetesServiceDatabaseSourceRanges } from "../../../shared/rules/kubernetes/kubernetes-service-database-source-ranges.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesServiceDatabaseSourceRanges, {
	pass: [
		{ name: "a network", with: { type: "LoadBalancer", sourceRanges: ["10.0.0.0/16"] }, says: '"10.0.0.0/16"' },
		{ name: "a network of IPv6", with: { type: "LoadBalancer", sourceRanges: ["fd00:1:2::/48"] } },
	],
	fail: [
		{ name: "none named", with: { type: "LoadBalancer", scheme: "internal" }, says: "names no networks" },
		{
			name: "a wide network among others",
			with: { type: "LoadBalancer", sourceRanges: ["10.0.0.0/24", "10.0.0.0/15"] },
			says: 'admits wide networks to its load balancer: "10.0.0.0/15"',
			evidence: { wide: ["10.0.0.0/15"] },
		},
		{ name: "a wide network of IPv6", with: { type: "LoadBalancer", sourceRanges: ["fd00::/47"] } },
		{
			name: "what the parameter makes wide",
			with: { type: "LoadBalancer", sourceRanges: ["10.0.0.0/16"] },
			parameters: { minimumPrefix4: 17 },
		},
	],
	notApplicable: [
		{ name: "inside the cluster", says: "ClusterIP" },
		{ name: "no database", with: { database: seen(null), type: "LoadBalancer" }, says: "leads to no database" },
	],
	indeterminate: [
		{ name: "a range that is none", with: { type: "LoadBalancer", sourceRanges: ["10.0.0.0"] }, says: "not a CIDR block" },
		{
			name: "what it leads to is not known",
			with: { database: unread({ service: "kubernetes", operation: "list pods", cause: "denied", message: "not allowed" }) },
			says: "denied",
		},
	],
});
