import { defineRule } from "../../core/rule.ts";
import { logHostnameOff } from "./judge/logging.ts";
import { judgeCluster } from "./judge/verdict.ts";

export const rdsClusterLogHostnameOff = defineRule({
	id: "rds-cluster-log-hostname-off",
	title: "RDS DB cluster logs addresses rather than host names (PostgreSQL)",
	severity: "low",
	resource: "rds.DbCluster",
	risk: "A name lookup for every connection slows connections down and makes the log depend on a name server that an attacker may answer for.",
	recommendation: "Set log_hostname to 0 in the DB cluster parameter group; the address stays in the log.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_LogAccess.Concepts.PostgreSQL.html"],
	related: {},
	evaluate: (cluster) => judgeCluster(cluster, logHostnameOff),
});
