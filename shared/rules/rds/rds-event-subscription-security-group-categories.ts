import { defineRule } from "../../core/rule.ts";
import { judgeSubscription } from "./judge/events.ts";

export const rdsEventSubscriptionSecurityGroupCategories = defineRule({
	id: "rds-event-subscription-security-group-categories",
	title: "RDS event subscription on DB security groups covers changes and failure",
	severity: "low",
	resource: "rds.EventSubscription",
	risk: "A change of a DB security group that opens the database to others goes unnoticed.",
	recommendation: "Enable the subscription and add the categories configuration change and failure, or choose all categories.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html"],
	related: { prowler: ["rds_instance_event_subscription_security_groups"], securityHub: ["RDS.22"] },
	evaluate: (subscription) => judgeSubscription(subscription, "db-security-group"),
});
