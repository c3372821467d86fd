import { defineRule } from "../../core/rule.ts";
import { slowQueryLogOn } from "./judge/mysql.ts";
import { judgeCluster } from "./judge/verdict.ts";

export const rdsClusterSlowQueryLogOn = defineRule({
	id: "rds-cluster-slow-query-log-on",
	title: "RDS DB cluster logs slow queries (MySQL, MariaDB)",
	severity: "low",
	resource: "rds.DbCluster",
	risk: "Without slow queries in the log, abuse that shows as load, such as copying whole tables, goes unnoticed.",
	recommendation: "Set slow_query_log to 1 in the DB cluster parameter group, with log_output FILE, and export the log to CloudWatch Logs.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_LogAccess.Concepts.MySQL.html"],
	related: {},
	evaluate: (cluster) => judgeCluster(cluster, slowQueryLogOn),
});
