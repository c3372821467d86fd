import { defineRule } from "../../core/rule.ts";
import { judgeSubscription } from "./judge/events.ts";

export const rdsEventSubscriptionParameterGroupCategories = defineRule({
	id: "rds-event-subscription-parameter-group-categories",
	title: "RDS event subscription on parameter groups covers configuration changes",
	severity: "low",
	resource: "rds.EventSubscription",
	risk: "Somebody can switch off TLS or logging in a parameter group, and nobody hears of it.",
	recommendation: "Enable the subscription and add the category configuration change, or choose all categories.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html"],
	related: { prowler: ["rds_instance_event_subscription_parameter_groups"], securityHub: ["RDS.21"] },
	evaluate: (subscription) => judgeSubscription(subscription, "db-parameter-group"),
});
