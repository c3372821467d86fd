import { instanceHints } from "./instance.ts";
import { instanceSetting } from "./instance-setting.ts";
import { isMonitored, monitor, monitoringFacts, monitoringNeeds } from "./monitoring.ts";

export const rdsInstanceEnhancedMonitoring = instanceSetting({
	id: "rds-instance-enhanced-monitoring",
	title: "Turn Enhanced Monitoring of an instance on",
	rules: ["rds-instance-enhanced-monitoring"],
	controls: ["rds-enhanced-monitoring-enabled", "RDS.6"],
	level: "auto",
	takers: { auroraMembers: true, replicas: true },
	alsoNeeds: monitoringNeeds,
	guards: ["Refused without a monitoring role in the settings.", "Members of a Multi-AZ DB cluster are refused."],
	facts: monitoringFacts,
	met: isMonitored,
	is: "has Enhanced Monitoring",
	change: (db, settings) =>
		monitor(
			db.DBInstanceIdentifier ?? "the instance",
			settings,
			instanceHints(
				db,
				"monitoring_interval = 60, monitoring_role_arn",
				"MonitoringInterval: 60, MonitoringRoleArn",
				"monitoringInterval: 60, monitoringRoleArn",
			),
		),
});
