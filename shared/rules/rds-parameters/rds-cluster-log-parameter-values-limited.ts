import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { logParameterValues } from "./judge/logging.ts";
import { judgeCluster } from "./judge/verdict.ts";

export const rdsClusterLogParameterValuesLimited = defineRule({
	id: "rds-cluster-log-parameter-values-limited",
	title: "RDS DB cluster keeps bind values out of its log (PostgreSQL)",
	severity: "low",
	resource: "rds.DbCluster",
	risk: "Bind values hold what the tables hold: personal data and secrets end up in a log that more people can read than the database.",
	recommendation: "Set log_parameter_max_length and log_parameter_max_length_on_error to 0 in the DB cluster parameter group.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_LogAccess.Concepts.PostgreSQL.html"],
	related: {},
	parameters: { maximumBytes: integer(0, "Bytes of each bind value that may be logged.", { maximum: 1_073_741_823 }) },
	evaluate: (cluster, { parameters }) => judgeCluster(cluster, logParameterValues(parameters.maximumBytes)),
});
