import { defineRule } from "../../core/rule.ts";
import { logToFile } from "./judge/mysql.ts";
import { judgeCluster } from "./judge/verdict.ts";

export const rdsClusterLogOutputFile = defineRule({
	id: "rds-cluster-log-output-file",
	title: "RDS DB cluster writes its query logs to files (MySQL, MariaDB)",
	severity: "low",
	resource: "rds.DbCluster",
	risk: "Logs in tables can be changed by whoever may write there and cannot be exported to CloudWatch Logs.",
	recommendation: "Set log_output to FILE in the DB cluster parameter group.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_LogAccess.Concepts.MySQL.html"],
	related: {},
	evaluate: (cluster) => judgeCluster(cluster, logToFile),
});
