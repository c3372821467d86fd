import { refused } from "../decisions.ts";
import { clusterHints } from "./cluster.ts";
import { clusterSetting } from "./cluster-setting.ts";
import { clusterLogTypes } from "./engines.ts";
import { enableTypes, exportFacts, exportsWait, missingTypes } from "./logs.ts";

export const rdsClusterLogExports = clusterSetting({
	id: "rds-cluster-log-exports",
	title: "Export the logs of a cluster to CloudWatch Logs",
	rules: ["rds-cluster-logs-exported", "rds-cluster-aurora-mysql-audit-log-exported"],
	controls: ["rds-aurora-mysql-audit-logging-enabled", "rds-aurora-postgresql-logs-to-cloudwatch", "RDS.34", "RDS.37"],
	level: "auto",
	exceptions: {
		"serverless-v1": (name) => refused("unsupported", `${name} is Aurora Serverless v1, which sends its logs to CloudWatch by itself.`),
	},
	guards: ["Only adds log types; never `general`, which holds every statement with its values."],
	facts: exportFacts,
	met(db) {
		if (db.Engine === undefined) return { missing: "Engine" };
		const wanted = clusterLogTypes[db.Engine];
		return wanted !== undefined && missingTypes(db, wanted).length === 0;
	},
	is: "exports its logs",
	waits: (db) => clusterLogTypes[db.Engine ?? ""] !== undefined && exportsWait(db, clusterLogTypes[db.Engine ?? ""]),
	change: (db, settings) => {
		const wanted = clusterLogTypes[db.Engine ?? ""];
		const list = (wanted ?? []).map((type) => `"${type}"`).join(", ");
		return enableTypes(
			db,
			db.DBClusterIdentifier ?? "The cluster",
			wanted,
			clusterHints(
				`enabled_cloudwatch_logs_exports = [${list}]`,
				`EnableCloudwatchLogsExports: [${list}]`,
				`enabledCloudwatchLogsExports: [${list}]`,
			),
			settings,
		);
	},
});
