import { refused } from "../decisions.ts";
import { isSmall, lacksPerformanceInsights } from "./engines.ts";
import { insightsNotes, insightsParameters } from "./insights.ts";
import { instanceHints } from "./instance.ts";
import { instanceSetting } from "./instance-setting.ts";
import { keyNeeds, regionOf } from "./keys.ts";

/** Performance Insights changes at once whatever ApplyImmediately says, on each Aurora member by itself. */
export const rdsInstancePerformanceInsights = instanceSetting({
	id: "rds-instance-performance-insights",
	title: "Turn Performance Insights of an instance on",
	rules: ["rds-instance-performance-insights-enabled"],
	controls: [],
	level: "auto",
	takers: { auroraMembers: true, replicas: true },
	alsoNeeds: keyNeeds("Data of Performance Insights are encrypted with the key of the settings."),
	guards: ["Engines and classes without Performance Insights are refused.", "Members of a Multi-AZ DB cluster are refused."],
	facts: (db) => ({ performanceInsights: db.PerformanceInsightsEnabled ?? null }),
	met: (db) => (db.PerformanceInsightsEnabled === undefined ? { missing: "PerformanceInsightsEnabled" } : db.PerformanceInsightsEnabled),
	is: "has Performance Insights on",
	change(db, settings) {
		const { DBInstanceIdentifier: name, Engine: engine = "", DBInstanceClass: instanceClass } = db;
		if (instanceClass === undefined) return refused("unknown", `AWS did not report DBInstanceClass of ${name}.`);
		if (lacksPerformanceInsights(engine, instanceClass))
			return refused("unsupported", `${name} is a ${instanceClass} with ${engine}, for which there is no Performance Insights.`);
		const found = insightsParameters(db, regionOf(db.DBInstanceArn), settings);
		if ("kind" in found) return found;
		return {
			set: found.parameters,
			does: "Turn Performance Insights on",
			back: { EnablePerformanceInsights: false },
			undoes: "Turn Performance Insights off, which deletes its data",
			desired: { performanceInsights: true },
			notes: [...insightsNotes(db, settings), ...(isSmall(instanceClass) ? [`${instanceClass} has little memory to spare.`] : [])],
			hints: instanceHints(
				db,
				"performance_insights_enabled = true",
				"EnablePerformanceInsights: true",
				"performanceInsightsEnabled: true",
			),
		};
	},
});
