import { defineRule } from "../../core/rule.ts";
import { judgeEventCoverage } from "./judge/events.ts";

export const accountRdsEventsParameterGroups = defineRule({
	id: "account-rds-events-parameter-groups",
	title: "Somebody is told of changes of every RDS parameter group of the region",
	severity: "low",
	resource: "aws.Region",
	risk: "Somebody can switch off TLS, logging or password rules for many databases at once, and nobody hears of it.",
	recommendation: "Create an event subscription with source type db-parameter-group, no source ids, and the category configuration change.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.overview.html"],
	related: { prowler: ["rds_instance_event_subscription_parameter_groups"], securityHub: ["RDS.21"] },
	evaluate: (region) => judgeEventCoverage(region, "db-parameter-group"),
});
