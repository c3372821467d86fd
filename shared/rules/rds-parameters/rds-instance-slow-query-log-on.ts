import { defineRule } from "../../core/rule.ts";
import { slowQueryLogOn } from "./judge/mysql.ts";
import { judgeInstance } from "./judge/verdict.ts";

export const rdsInstanceSlowQueryLogOn = defineRule({
	id: "rds-instance-slow-query-log-on",
	title: "RDS DB instance logs slow queries (MySQL, MariaDB)",
	severity: "low",
	resource: "rds.DbInstance",
	risk: "Without slow queries in the log, abuse that shows as load, such as copying whole tables, goes unnoticed.",
	recommendation: "Set slow_query_log to 1 in the DB parameter group, with log_output FILE, and export the log to CloudWatch Logs.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.MySQL.html"],
	related: {},
	evaluate: (db) => judgeInstance(db, slowQueryLogOn),
});
