import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { isServerlessV1, notOnEngine } from "./judge/cluster-sort.ts";
import { judgeLogExports } from "./judge/log-exports.ts";

export const rdsClusterAuroraMysqlAuditLogExported = defineRule({
	id: "rds-cluster-aurora-mysql-audit-log-exported",
	title: "Aurora MySQL cluster exports its audit log to CloudWatch Logs",
	severity: "medium",
	resource: "rds.DbCluster",
	risk: "Who connected and which statements ran is known only to files on the instances, where they are overwritten and can be lost with the instance.",
	recommendation:
		"Set server_audit_logging and server_audit_events in the cluster parameter group, and add audit to the CloudWatch Logs exports.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Integrating.CloudWatch.html"],
	related: {
		securityHub: ["RDS.34"],
		awsConfig: ["rds-aurora-mysql-audit-logging-enabled"],
		others: ["steampipe:rds_db_cluster_aurora_mysql_audit_logging_enabled"],
	},
	evaluate(cluster) {
		if (cluster.engine !== "aurora-mysql") return notOnEngine(cluster, "Aurora MySQL audit log");
		if (isServerlessV1(cluster))
			return notApplicable(`${cluster.name} is Aurora Serverless v1, which sends its audit log to CloudWatch by itself.`);
		return judgeLogExports(cluster, ["audit"]);
	},
});
