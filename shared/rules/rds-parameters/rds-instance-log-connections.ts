import { defineRule } from "../../core/rule.ts";
import { logConnections } from "./judge/logging.ts";
import { judgeInstance } from "./judge/verdict.ts";

export const rdsInstanceLogConnections = defineRule({
	id: "rds-instance-log-connections",
	title: "RDS DB instance logs connections (PostgreSQL)",
	severity: "medium",
	resource: "rds.DbInstance",
	risk: "Without a record of who connected, from where and when, a stolen password or an intruder leaves no trace in the database's log.",
	recommendation:
		"Set log_connections to 1 in the DB parameter group; from PostgreSQL 18 on to all, or to a list with authentication and authorization.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.html"],
	related: {},
	evaluate: (db) => judgeInstance(db, logConnections),
});
