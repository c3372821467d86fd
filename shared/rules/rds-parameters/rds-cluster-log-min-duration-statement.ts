import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { logMinDuration } from "./judge/logging.ts";
import { judgeCluster } from "./judge/verdict.ts";

export const rdsClusterLogMinDurationStatement = defineRule({
	id: "rds-cluster-log-min-duration-statement",
	title: "RDS DB cluster logs slow statements (PostgreSQL)",
	severity: "low",
	resource: "rds.DbCluster",
	risk: "Without slow statements in the log, abuse that shows as load, such as copying whole tables, goes unnoticed.",
	recommendation:
		"Set log_min_duration_statement in the DB cluster parameter group to a number of milliseconds, and log_parameter_max_length to 0 to keep bind values out of the log.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_LogAccess.Concepts.PostgreSQL.html"],
	related: {},
	parameters: {
		maximumMilliseconds: integer(5000, "Slowest statement that may go unlogged, in milliseconds.", { maximum: 2_147_483_647 }),
	},
	evaluate: (cluster, { parameters }) => judgeCluster(cluster, logMinDuration(parameters.maximumMilliseconds)),
});
