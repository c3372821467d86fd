import { defineRule } from "../../core/rule.ts";
import { logErrorVerbosity } from "./judge/logging.ts";
import { judgeCluster } from "./judge/verdict.ts";

export const rdsClusterLogErrorVerbosity = defineRule({
	id: "rds-cluster-log-error-verbosity",
	title: "RDS DB cluster logs errors in full (PostgreSQL)",
	severity: "low",
	resource: "rds.DbCluster",
	risk: "Terse messages leave out the detail, hint and context that an investigation needs.",
	recommendation: "Set log_error_verbosity to default or verbose in the DB cluster parameter group.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_LogAccess.Concepts.PostgreSQL.html"],
	related: {},
	evaluate: (cluster) => judgeCluster(cluster, logErrorVerbosity),
});
