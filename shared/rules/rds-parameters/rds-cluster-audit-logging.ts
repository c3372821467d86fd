import { defineRule } from "../../core/rule.ts";
import { auroraAudit } from "./judge/mysql.ts";
import { judgeCluster } from "./judge/verdict.ts";

export const rdsClusterAuditLogging = defineRule({
	id: "rds-cluster-audit-logging",
	title: "RDS DB cluster audits activity (Aurora MySQL)",
	severity: "medium",
	resource: "rds.DbCluster",
	risk: "Without Advanced Auditing, connections and statements leave no record that an investigation could use.",
	recommendation:
		"Set server_audit_logging to 1 and server_audit_events to at least CONNECT,QUERY_DCL,QUERY_DDL in the DB cluster parameter group, and export the audit log.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Auditing.html"],
	related: {
		securityHub: ["RDS.45"],
		awsConfig: ["aurora-mysql-cluster-audit-logging"],
		others: ["steampipe:rds_db_cluster_aurora_mysql_audit_logging_enabled"],
	},
	evaluate: (cluster) => judgeCluster(cluster, auroraAudit, { inSync: true }),
});
