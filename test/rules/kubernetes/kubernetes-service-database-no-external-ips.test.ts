import { seen, unread } from "../../../shared/core/observed.ts";
import { kubernetesServiceDatabaseNoExternalIps } from "../../../shared/rules/kubernetes/kubernetes-service-database-no-external-ips.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesServiceDatabaseNoExternalIps, {
	pass: [{ name: "none", says: "no external addresses" }],
	fail: [{ name: "one", with: { externalIps: ["203.0.113.7"] }, says: '"203.0.113.7"', evidence: { count: 1 } }],
	notApplicable: [{ name: "no database", with: { database: seen(null), externalIps: ["203.0.113.7"] }, says: "leads to no database" }],
	indeterminate: [
		{
			name: "what it leads to is not known",
			with: { database: unread({ service: "kubernetes", operation: "list pods", cause: "denied", message: "not allowed" }) },
			says: "denied",
		},
	],
});
