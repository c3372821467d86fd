import { instanceLogTypes } from "./engines.ts";
import { instanceHints } from "./instance.ts";
import { instanceSetting } from "./instance-setting.ts";
import { enableTypes, exportFacts, exportsWait, missingTypes } from "./logs.ts";

export const rdsInstanceLogExports = instanceSetting({
	id: "rds-instance-log-exports",
	title: "Export the logs of an instance to CloudWatch Logs",
	rules: ["rds-instance-logs-exported", "rds-instance-postgresql-log-exported", "rds-instance-mariadb-logs-exported"],
	controls: [
		"mariadb-publish-logs-to-cloudwatch-logs",
		"rds-logging-enabled",
		"rds-postgresql-logs-to-cloudwatch",
		"rds-sql-server-logs-to-cloudwatch",
		"RDS.9",
		"RDS.36",
		"RDS.40",
		"RDS.42",
	],
	level: "auto",
	takers: { replicas: true },
	guards: [
		"Only adds log types; never `general`, which holds every statement with its values.",
		"Members of clusters are refused: the cluster exports.",
	],
	facts: exportFacts,
	met(db) {
		if (db.Engine === undefined) return { missing: "Engine" };
		const wanted = instanceLogTypes(db.Engine);
		return wanted !== undefined && missingTypes(db, wanted).length === 0;
	},
	is: "exports its logs",
	waits: (db) => instanceLogTypes(db.Engine ?? "") !== undefined && exportsWait(db, instanceLogTypes(db.Engine ?? "")),
	change: (db, settings) => {
		const wanted = instanceLogTypes(db.Engine ?? "");
		const list = (wanted ?? []).map((type) => `"${type}"`).join(", ");
		return enableTypes(
			db,
			db.DBInstanceIdentifier ?? "The instance",
			wanted,
			instanceHints(
				db,
				`enabled_cloudwatch_logs_exports = [${list}]`,
				`EnableCloudwatchLogsExports: [${list}]`,
				`enabledCloudwatchLogsExports: [${list}]`,
			),
			settings,
		);
	},
});
