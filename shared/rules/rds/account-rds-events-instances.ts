import { defineRule } from "../../core/rule.ts";
import { judgeEventCoverage } from "./judge/events.ts";

export const accountRdsEventsInstances = defineRule({
	id: "account-rds-events-instances",
	title: "Somebody is told of critical events of every RDS DB instance of the region",
	severity: "medium",
	resource: "aws.Region",
	risk: "An instance fails, is changed or is patched, and nobody hears of it before users complain or an attacker is done.",
	recommendation:
		"Create an event subscription with source type db-instance, no source ids, and the categories maintenance, configuration change and failure.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.overview.html"],
	related: { prowler: ["rds_instance_critical_event_subscription"], securityHub: ["RDS.20"] },
	evaluate: (region) => judgeEventCoverage(region, "db-instance"),
});
