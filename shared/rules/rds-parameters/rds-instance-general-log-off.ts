import { defineRule } from "../../core/rule.ts";
import { generalLogOff } from "./judge/mysql.ts";
import { judgeInstance } from "./judge/verdict.ts";

export const rdsInstanceGeneralLogOff = defineRule({
	id: "rds-instance-general-log-off",
	title: "RDS DB instance keeps the general query log off (MySQL, MariaDB)",
	severity: "low",
	resource: "rds.DbInstance",
	risk: "The general log holds every statement with its values, secrets included, and slows the server down; auditing belongs into the audit log.",
	recommendation: "Set general_log to 0 in the DB parameter group and use audit logging instead.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.MySQL.html"],
	related: {},
	evaluate: (db) => judgeInstance(db, generalLogOff),
});
