import { defineRule } from "../../core/rule.ts";
import { logDisconnections } from "./judge/logging.ts";
import { judgeCluster } from "./judge/verdict.ts";

export const rdsClusterLogDisconnections = defineRule({
	id: "rds-cluster-log-disconnections",
	title: "RDS DB cluster logs disconnections (PostgreSQL)",
	severity: "medium",
	resource: "rds.DbCluster",
	risk: "Without the end and the length of sessions, the log does not show how long an intruder was connected.",
	recommendation: "Set log_disconnections to 1 in the DB cluster parameter group; it is dynamic and holds for new sessions.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_LogAccess.Concepts.PostgreSQL.html"],
	related: {},
	evaluate: (cluster) => judgeCluster(cluster, logDisconnections),
});
