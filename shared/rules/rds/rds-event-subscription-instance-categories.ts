import { defineRule } from "../../core/rule.ts";
import { judgeSubscription } from "./judge/events.ts";

export const rdsEventSubscriptionInstanceCategories = defineRule({
	id: "rds-event-subscription-instance-categories",
	title: "RDS event subscription on instances covers maintenance, changes and failure",
	severity: "low",
	resource: "rds.EventSubscription",
	risk: "A failing instance, an unexpected change or maintenance under way goes unnoticed, although a subscription seems to announce it.",
	recommendation: "Enable the subscription and add the categories maintenance, configuration change and failure, or choose all categories.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html"],
	related: { prowler: ["rds_instance_critical_event_subscription"], securityHub: ["RDS.20"] },
	evaluate: (subscription) => judgeSubscription(subscription, "db-instance"),
});
