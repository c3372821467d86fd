import { clusterHints, notOnServerlessV1, onMembers, onShardGroup } from "./cluster.ts";
import { clusterSetting } from "./cluster-setting.ts";
import { insightsNotes, insightsParameters } from "./insights.ts";
import { keyNeeds, regionOf } from "./keys.ts";

/** Of a Multi-AZ DB cluster, whose members cannot be changed one by one. */
export const rdsClusterPerformanceInsights = clusterSetting({
	id: "rds-cluster-performance-insights",
	title: "Turn Performance Insights of a Multi-AZ DB cluster on",
	rules: ["rds-cluster-performance-insights"],
	controls: [],
	level: "auto",
	exceptions: { aurora: onMembers, "serverless-v1": notOnServerlessV1, limitless: onShardGroup },
	alsoNeeds: keyNeeds("Data of Performance Insights are encrypted with the key of the settings."),
	guards: ["Aurora clusters are refused: it is set on each of their instances."],
	facts: (db) => ({ performanceInsights: db.PerformanceInsightsEnabled ?? null }),
	// Aurora clusters do not report it.
	met: (db) =>
		db.PerformanceInsightsEnabled === undefined && db.DBClusterInstanceClass
			? { missing: "PerformanceInsightsEnabled" }
			: db.PerformanceInsightsEnabled === true,
	is: "has Performance Insights on",
	change(db, settings) {
		const found = insightsParameters(db, regionOf(db.DBClusterArn), settings);
		if ("kind" in found) return found;
		return {
			set: found.parameters,
			does: "Turn Performance Insights on",
			back: { EnablePerformanceInsights: false },
			undoes: "Turn Performance Insights off, which deletes its data",
			desired: { performanceInsights: true },
			notes: insightsNotes(db, settings),
			hints: clusterHints("performance_insights_enabled = true", "PerformanceInsightsEnabled: true", "performanceInsightsEnabled: true"),
		};
	},
});
