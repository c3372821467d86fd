import { clusterHints, notOnServerlessV1, onMembers, onShardGroup } from "./cluster.ts";
import { clusterSetting } from "./cluster-setting.ts";
import { isMonitored, monitor, monitoringFacts, monitoringNeeds } from "./monitoring.ts";

/** Of a Multi-AZ DB cluster, whose members cannot be changed one by one. */
export const rdsClusterEnhancedMonitoring = clusterSetting({
	id: "rds-cluster-enhanced-monitoring",
	title: "Turn Enhanced Monitoring of a Multi-AZ DB cluster on",
	rules: ["rds-cluster-enhanced-monitoring"],
	controls: [],
	level: "auto",
	exceptions: { aurora: onMembers, "serverless-v1": notOnServerlessV1, limitless: onShardGroup },
	alsoNeeds: monitoringNeeds,
	guards: ["Refused without a monitoring role in the settings.", "Aurora clusters are refused: it is set on each of their instances."],
	facts: monitoringFacts,
	met: isMonitored,
	is: "has Enhanced Monitoring",
	change: (db, settings) =>
		monitor(
			db.DBClusterIdentifier ?? "the cluster",
			settings,
			clusterHints(
				"monitoring_interval = 60, monitoring_role_arn",
				"MonitoringInterval: 60, MonitoringRoleArn",
				"monitoringInterval: 60, monitoringRoleArn",
			),
		),
});
