import { reported } from "../../core/observed.ts";
import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { onMembers } from "./judge/cluster-sort.ts";

export const rdsClusterEnhancedMonitoring = defineRule({
	id: "rds-cluster-enhanced-monitoring",
	title: "Multi-AZ DB cluster has Enhanced Monitoring",
	severity: "low",
	resource: "rds.DbCluster",
	risk: "Without metrics of the operating system, a process that eats memory, CPU or disk cannot be told from load of the database.",
	recommendation: "Set MonitoringInterval to 60 seconds or less with ModifyDBCluster, and a role that may write to CloudWatch Logs.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.html"],
	related: {},
	parameters: { maximumSeconds: integer(60, "Greatest monitoring interval in seconds.", { minimum: 1, maximum: 60 }) },
	evaluate(cluster, { parameters }) {
		if (cluster.sort === "aurora") return onMembers(cluster, "Enhanced Monitoring");
		const intervalSeconds = reported(cluster.monitoringIntervalSeconds, "MonitoringInterval");
		const evidence = { intervalSeconds };
		if (intervalSeconds === 0) return fail(`${cluster.name} has no Enhanced Monitoring.`, evidence);
		return intervalSeconds <= parameters.maximumSeconds
			? pass(`Enhanced Monitoring reads ${cluster.name} every ${intervalSeconds} seconds.`, evidence)
			: fail(
					`Enhanced Monitoring reads ${cluster.name} only every ${intervalSeconds} seconds; ${parameters.maximumSeconds} are wanted.`,
					evidence,
				);
	},
});
