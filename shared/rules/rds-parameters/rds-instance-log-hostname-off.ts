import { defineRule } from "../../core/rule.ts";
import { logHostnameOff } from "./judge/logging.ts";
import { judgeInstance } from "./judge/verdict.ts";

export const rdsInstanceLogHostnameOff = defineRule({
	id: "rds-instance-log-hostname-off",
	title: "RDS DB instance logs addresses rather than host names (PostgreSQL)",
	severity: "low",
	resource: "rds.DbInstance",
	risk: "A name lookup for every connection slows connections down and makes the log depend on a name server that an attacker may answer for.",
	recommendation: "Set log_hostname to 0 in the DB parameter group; the address stays in the log.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.html"],
	related: {},
	evaluate: (db) => judgeInstance(db, logHostnameOff),
});
