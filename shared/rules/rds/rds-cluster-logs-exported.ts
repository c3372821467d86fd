import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { isServerlessV1, notOnEngine } from "./judge/cluster-sort.ts";
import { judgeLogExports } from "./judge/log-exports.ts";

export const rdsClusterLogsExported = defineRule({
	id: "rds-cluster-logs-exported",
	title: "RDS DB cluster exports the logs of its engine to CloudWatch Logs",
	severity: "medium",
	resource: "rds.DbCluster",
	risk: "Log files on the instance are rotated away within days and vanish with it, so that an incident cannot be investigated or alarmed on.",
	recommendation: "Add the missing log types to the cluster's CloudWatch Logs exports, and set a retention on the log groups.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html"],
	related: {
		prowler: ["rds_cluster_integration_cloudwatch_logs"],
		securityHub: ["RDS.37"],
		awsConfig: ["rds-aurora-postgresql-logs-to-cloudwatch"],
		others: ["steampipe:rds_db_cluster_aurora_postgres_logging_enabled"],
	},
	parameters: {
		auroraMysqlLogs: strings(["audit", "error", "slowquery"], "Log types that Aurora MySQL must export.", [
			"audit",
			"error",
			"general",
			"iam-db-auth-error",
			"instance",
			"slowquery",
		]),
		auroraPostgresqlLogs: strings(["postgresql"], "Log types that Aurora PostgreSQL must export.", [
			"iam-db-auth-error",
			"instance",
			"postgresql",
		]),
		mysqlLogs: strings(["error", "slowquery"], "Log types that a MySQL Multi-AZ DB cluster must export.", [
			"error",
			"general",
			"iam-db-auth-error",
			"slowquery",
		]),
		postgresLogs: strings(["postgresql", "upgrade"], "Log types that a PostgreSQL Multi-AZ DB cluster must export.", [
			"iam-db-auth-error",
			"postgresql",
			"upgrade",
		]),
	},
	evaluate(cluster, { parameters }) {
		if (isServerlessV1(cluster))
			return notApplicable(`${cluster.name} is Aurora Serverless v1, which sends its logs to CloudWatch by itself.`);
		const required = new Map([
			["aurora-mysql", parameters.auroraMysqlLogs],
			["aurora-postgresql", parameters.auroraPostgresqlLogs],
			["mysql", parameters.mysqlLogs],
			["postgres", parameters.postgresLogs],
		]).get(cluster.engine);
		return required ? judgeLogExports(cluster, required) : notOnEngine(cluster, "log types that this rule knows");
	},
});
