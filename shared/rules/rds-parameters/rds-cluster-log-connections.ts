import { defineRule } from "../../core/rule.ts";
import { logConnections } from "./judge/logging.ts";
import { judgeCluster } from "./judge/verdict.ts";

export const rdsClusterLogConnections = defineRule({
	id: "rds-cluster-log-connections",
	title: "RDS DB cluster logs connections (PostgreSQL)",
	severity: "medium",
	resource: "rds.DbCluster",
	risk: "Without a record of who connected, from where and when, a stolen password or an intruder leaves no trace in the database's log.",
	recommendation:
		"Set log_connections to 1 in the DB cluster parameter group; from PostgreSQL 18 on to all, or to a list with authentication and authorization.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_LogAccess.Concepts.PostgreSQL.html"],
	related: {},
	evaluate: (cluster) => judgeCluster(cluster, logConnections),
});
