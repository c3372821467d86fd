import { defineRule } from "../../core/rule.ts";
import { generalLogOff } from "./judge/mysql.ts";
import { judgeCluster } from "./judge/verdict.ts";

export const rdsClusterGeneralLogOff = defineRule({
	id: "rds-cluster-general-log-off",
	title: "RDS DB cluster keeps the general query log off (MySQL, MariaDB)",
	severity: "low",
	resource: "rds.DbCluster",
	risk: "The general log holds every statement with its values, secrets included, and slows the server down; auditing belongs into the audit log.",
	recommendation: "Set general_log to 0 in the DB cluster parameter group and use audit logging instead.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_LogAccess.Concepts.MySQL.html"],
	related: {},
	evaluate: (cluster) => judgeCluster(cluster, generalLogOff),
});
