import { defineRule } from "../../core/rule.ts";
import { logToFile } from "./judge/mysql.ts";
import { judgeInstance } from "./judge/verdict.ts";

export const rdsInstanceLogOutputFile = defineRule({
	id: "rds-instance-log-output-file",
	title: "RDS DB instance writes its query logs to files (MySQL, MariaDB)",
	severity: "low",
	resource: "rds.DbInstance",
	risk: "Logs in tables can be changed by whoever may write there and cannot be exported to CloudWatch Logs.",
	recommendation: "Set log_output to FILE in the DB parameter group.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.MySQL.html"],
	related: {},
	evaluate: (db) => judgeInstance(db, logToFile),
});
