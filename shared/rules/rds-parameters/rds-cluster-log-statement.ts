import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { logStatement } from "./judge/logging.ts";
import { judgeCluster } from "./judge/verdict.ts";

export const rdsClusterLogStatement = defineRule({
	id: "rds-cluster-log-statement",
	title: "RDS DB cluster logs schema changes and role statements (PostgreSQL)",
	severity: "medium",
	resource: "rds.DbCluster",
	risk: "Changes of tables, roles and grants leave no trace in the log, so that tampering cannot be found or proven.",
	recommendation: "Set log_statement to ddl in the DB cluster parameter group (mod adds changes of data, all logs everything).",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_LogAccess.Concepts.PostgreSQL.html"],
	related: {},
	parameters: { values: strings(["ddl", "mod", "all"], "Values of log_statement that are good enough.", ["none", "ddl", "mod", "all"]) },
	evaluate: (cluster, { parameters }) => judgeCluster(cluster, logStatement(parameters.values)),
});
