import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { onMembers } from "./judge/cluster-sort.ts";

export const rdsClusterPerformanceInsights = defineRule({
	id: "rds-cluster-performance-insights",
	title: "Multi-AZ DB cluster records its load with Performance Insights",
	severity: "low",
	resource: "rds.DbCluster",
	risk: "Without a record of load by statement, user and host, slow-downs and runaway or hostile queries cannot be traced afterwards.",
	recommendation: "Enable Performance Insights (Database Insights) on the cluster, with a customer managed key.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.html"],
	related: {},
	evaluate(cluster) {
		if (cluster.sort === "aurora") return onMembers(cluster, "Performance Insights");
		const { enabled } = reported(cluster.performanceInsights, "PerformanceInsightsEnabled");
		return enabled
			? pass(`${cluster.name} records its load with Performance Insights.`, { enabled })
			: fail(`${cluster.name} does not use Performance Insights.`, { enabled });
	},
});
