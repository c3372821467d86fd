import { defineRule } from "../../core/rule.ts";
import { logReplicationCommands } from "./judge/logging.ts";
import { judgeInstance } from "./judge/verdict.ts";

export const rdsInstanceLogReplicationCommands = defineRule({
	id: "rds-instance-log-replication-commands",
	title: "RDS DB instance logs replication commands (PostgreSQL)",
	severity: "low",
	resource: "rds.DbInstance",
	risk: "A replication connection copies the whole database; when its commands are not logged, nobody sees the copy being made.",
	recommendation: "Set log_replication_commands to 1 in the DB parameter group.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.html"],
	related: {},
	evaluate: (db) => judgeInstance(db, logReplicationCommands),
});
