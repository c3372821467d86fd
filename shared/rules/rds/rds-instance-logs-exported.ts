import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { isDb2, isOracle, isSqlServer } from "./judge/engines.ts";
import { judgeLogExports } from "./judge/log-exports.ts";
import { judgedOnCluster } from "./judge/members.ts";

/** Without the general log, which rds-instance-general-log-off wants off because it holds every statement with its values. */
const mysqlTypes = ["audit", "error", "slowquery"] as const;
const mysqlAllowed = [...mysqlTypes, "general", "iam-db-auth-error"];

export const rdsInstanceLogsExported = defineRule({
	id: "rds-instance-logs-exported",
	title: "RDS DB instance exports the logs of its engine to CloudWatch Logs",
	severity: "medium",
	resource: "rds.DbInstance",
	risk: "Logs that stay on the instance are gone after a few days or with the instance, cannot raise alarms and can be lost in an attack.",
	recommendation: "Enable the missing log types under log exports of the instance; for audit logs add the engine's audit plugin as well.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html"],
	related: {
		prowler: ["rds_instance_integration_cloudwatch_logs"],
		securityHub: ["RDS.9", "RDS.40"],
		awsConfig: ["rds-logging-enabled", "rds-sql-server-logs-to-cloudwatch"],
		others: ["steampipe:rds_db_instance_sql_server_logging_enabled", "cloudsploit:rdsLoggingEnabled"],
	},
	parameters: {
		postgresql: strings(["postgresql", "upgrade"], "Log types of PostgreSQL.", ["postgresql", "upgrade", "iam-db-auth-error"]),
		mysql: strings(mysqlTypes, "Log types of MySQL.", mysqlAllowed),
		mariadb: strings(mysqlTypes, "Log types of MariaDB.", mysqlAllowed),
		oracle: strings(["alert", "audit", "trace", "listener"], "Log types of Oracle.", ["alert", "audit", "trace", "listener", "oemagent"]),
		sqlserver: strings(["error", "agent"], "Log types of SQL Server; Express has no agent.", ["error", "agent"]),
		db2: strings(["diag.log", "notify.log"], "Log types of Db2.", ["diag.log", "notify.log", "iam-db-auth-error"]),
	},
	evaluate(db, { parameters }) {
		const onCluster = judgedOnCluster(db);
		if (onCluster) return onCluster;
		if (db.engine === "postgres") return judgeLogExports(db, parameters.postgresql);
		if (db.engine === "mysql") return judgeLogExports(db, parameters.mysql);
		if (db.engine === "mariadb") return judgeLogExports(db, parameters.mariadb);
		if (isOracle(db.engine)) return judgeLogExports(db, parameters.oracle);
		if (db.engine === "sqlserver-ex")
			return judgeLogExports(
				db,
				parameters.sqlserver.filter((type) => type !== "agent"),
			);
		if (isSqlServer(db.engine)) return judgeLogExports(db, parameters.sqlserver);
		if (isDb2(db.engine)) return judgeLogExports(db, parameters.db2);
		return notApplicable(`${db.name} runs ${db.engine}, which exports no logs to CloudWatch Logs.`);
	},
});
