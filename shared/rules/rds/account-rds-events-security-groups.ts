import { defineRule } from "../../core/rule.ts";
import { judgeEventCoverage } from "./judge/events.ts";

export const accountRdsEventsSecurityGroups = defineRule({
	id: "account-rds-events-security-groups",
	title: "Somebody is told of changes of every DB security group of the region",
	severity: "low",
	resource: "aws.Region",
	risk: "A change of a DB security group goes unnoticed. Such groups belong to the retired EC2-Classic; VPC security groups are watched by CloudTrail alarms.",
	recommendation:
		"Create an event subscription with source type db-security-group, no source ids, and the categories configuration change and failure.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.overview.html"],
	related: { prowler: ["rds_instance_event_subscription_security_groups"], securityHub: ["RDS.22"] },
	evaluate: (region) => judgeEventCoverage(region, "db-security-group"),
});
