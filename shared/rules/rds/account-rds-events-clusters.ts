import { defineRule } from "../../core/rule.ts";
import { judgeEventCoverage } from "./judge/events.ts";

export const accountRdsEventsClusters = defineRule({
	id: "account-rds-events-clusters",
	title: "Somebody is told of maintenance and failure of every RDS DB cluster of the region",
	severity: "medium",
	resource: "aws.Region",
	risk: "A cluster fails, fails over or is patched, and nobody hears of it before users complain.",
	recommendation: "Create an event subscription with source type db-cluster, no source ids, and the categories maintenance and failure.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.overview.html"],
	related: { prowler: ["rds_cluster_critical_event_subscription"], securityHub: ["RDS.19"] },
	evaluate: (region) => judgeEventCoverage(region, "db-cluster"),
});
