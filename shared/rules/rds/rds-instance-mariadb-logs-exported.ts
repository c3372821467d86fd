import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { judgeLogExports } from "./judge/log-exports.ts";
import { judgedOnCluster } from "./judge/members.ts";

export const rdsInstanceMariadbLogsExported = defineRule({
	id: "rds-instance-mariadb-logs-exported",
	title: "RDS for MariaDB exports its audit and error logs to CloudWatch Logs",
	severity: "medium",
	resource: "rds.DbInstance",
	risk: "Who connected and what failed is known only to logs that the instance keeps for a short time and that are lost with it.",
	recommendation: "Add MARIADB_AUDIT_PLUGIN to the option group and enable the log types audit and error under log exports.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.MariaDB.html"],
	related: {
		prowler: ["rds_instance_integration_cloudwatch_logs"],
		securityHub: ["RDS.42"],
		awsConfig: ["mariadb-publish-logs-to-cloudwatch-logs"],
		others: ["steampipe:rds_db_instance_mariadb_logging_enabled"],
	},
	parameters: {
		logTypes: strings(["audit", "error"], "Log types that must be exported.", [
			"audit",
			"error",
			"general",
			"slowquery",
			"iam-db-auth-error",
		]),
	},
	evaluate(db, { parameters }) {
		const onCluster = judgedOnCluster(db);
		if (onCluster) return onCluster;
		return db.engine === "mariadb" ? judgeLogExports(db, parameters.logTypes) : notApplicable(`${db.name} runs ${db.engine}, not MariaDB.`);
	},
});
