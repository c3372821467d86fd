import { defineRule } from "../../core/rule.ts";
import { judgeSubscription } from "./judge/events.ts";

export const rdsEventSubscriptionClusterCategories = defineRule({
	id: "rds-event-subscription-cluster-categories",
	title: "RDS event subscription on clusters covers maintenance and failure",
	severity: "low",
	resource: "rds.EventSubscription",
	risk: "A failing cluster or maintenance under way goes unnoticed, although a subscription seems to announce it.",
	recommendation: "Enable the subscription and add the categories maintenance and failure, or choose all categories.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html"],
	related: { prowler: ["rds_cluster_critical_event_subscription"], securityHub: ["RDS.19"] },
	evaluate: (subscription) => judgeSubscription(subscription, "db-cluster"),
});
