import { defineRule } from "../../core/rule.ts";
import { logReplicationCommands } from "./judge/logging.ts";
import { judgeCluster } from "./judge/verdict.ts";

export const rdsClusterLogReplicationCommands = defineRule({
	id: "rds-cluster-log-replication-commands",
	title: "RDS DB cluster logs replication commands (PostgreSQL)",
	severity: "low",
	resource: "rds.DbCluster",
	risk: "A replication connection copies the whole database; when its commands are not logged, nobody sees the copy being made.",
	recommendation: "Set log_replication_commands to 1 in the DB cluster parameter group.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_LogAccess.Concepts.PostgreSQL.html"],
	related: {},
	evaluate: (cluster) => judgeCluster(cluster, logReplicationCommands),
});
