import { defineRule } from "../../core/rule.ts";
import { logDisconnections } from "./judge/logging.ts";
import { judgeInstance } from "./judge/verdict.ts";

export const rdsInstanceLogDisconnections = defineRule({
	id: "rds-instance-log-disconnections",
	title: "RDS DB instance logs disconnections (PostgreSQL)",
	severity: "medium",
	resource: "rds.DbInstance",
	risk: "Without the end and the length of sessions, the log does not show how long an intruder was connected.",
	recommendation: "Set log_disconnections to 1 in the DB parameter group; it is dynamic and holds for new sessions.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.html"],
	related: {},
	evaluate: (db) => judgeInstance(db, logDisconnections),
});
