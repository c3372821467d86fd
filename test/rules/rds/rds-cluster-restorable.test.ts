import { rdsClusterRestorable } from "../../../shared/rules/rds/rds-cluster-restorable.ts";
import { now, testRule } from "../../support/rule-table.ts";

const hoursAgo = (hours: number, milliseconds = 0) => new Date(now - hours * 3_600_000 - milliseconds).toISOString();

testRule(rdsClusterRestorable, {
	pass: [
		{ name: "minutes ago", says: "2026-06-15T11:55", evidence: { latestRestorableTime: "2026-06-15T11:55:00.000Z" } },
		{ name: "exactly six hours ago", with: { latestRestorableTime: hoursAgo(6) } },
		{ name: "a longer limit by configuration", with: { latestRestorableTime: hoursAgo(20) }, parameters: { maximumHours: 20 } },
	],
	fail: [
		{ name: "just over six hours ago", with: { latestRestorableTime: hoursAgo(6, 1) }, says: "more than 6 hours" },
		{ name: "exactly a day ago", with: { latestRestorableTime: hoursAgo(24) } },
		{ name: "over a day ago", with: { latestRestorableTime: hoursAgo(24, 1) }, severity: "high" },
		{
			name: "over the urgent hours of the configuration",
			with: { latestRestorableTime: hoursAgo(12) },
			parameters: { urgentHours: 11 },
			severity: "high",
		},
	],
	notApplicable: [
		{ name: "stopped", with: { status: "stopped", latestRestorableTime: hoursAgo(100) }, says: "is stopped" },
		{ name: "stopping", with: { status: "stopping", latestRestorableTime: hoursAgo(100) } },
		{ name: "starting", with: { status: "starting", latestRestorableTime: hoursAgo(100) } },
		{ name: "creating", with: { status: "creating", latestRestorableTime: undefined } },
		{ name: "deleting", with: { status: "deleting", latestRestorableTime: hoursAgo(100) } },
	],
	indeterminate: [{ name: "AWS did not say", with: { latestRestorableTime: undefined }, says: "LatestRestorableTime" }],
});
