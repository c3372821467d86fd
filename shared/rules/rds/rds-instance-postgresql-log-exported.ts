import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { judgeLogExports } from "./judge/log-exports.ts";
import { judgedOnCluster } from "./judge/members.ts";

export const rdsInstancePostgresqlLogExported = defineRule({
	id: "rds-instance-postgresql-log-exported",
	title: "RDS for PostgreSQL exports its server log to CloudWatch Logs",
	severity: "medium",
	resource: "rds.DbInstance",
	risk: "Connections, failed logins, errors and audited statements are all in the server log, which the instance keeps for days only.",
	recommendation: "Enable the log type postgresql under log exports of the instance.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.html"],
	related: {
		prowler: ["rds_instance_integration_cloudwatch_logs"],
		securityHub: ["RDS.36"],
		awsConfig: ["rds-postgresql-logs-to-cloudwatch"],
		others: ["steampipe:rds_db_instance_postgres_logging_enabled"],
	},
	evaluate(db) {
		const onCluster = judgedOnCluster(db);
		if (onCluster) return onCluster;
		return db.engine === "postgres" ? judgeLogExports(db, ["postgresql"]) : notApplicable(`${db.name} runs ${db.engine}, not PostgreSQL.`);
	},
});
