import { rdsSnapshotNotOrphaned } from "../../../shared/rules/rds/rds-snapshot-not-orphaned.ts";
import { days, testRule } from "../../support/rule-table.ts";

testRule(rdsSnapshotNotOrphaned, {
	pass: [
		{ name: "young", says: "14 days old", evidence: { ageDays: 14, sourceExists: true } },
		{ name: "young, its database is gone", with: { createdAt: days(-90), sourceExists: false } },
		{ name: "young, its database could not be looked for", with: { createdAt: days(-90), sourceExists: undefined } },
		{ name: "old, its database exists", with: { createdAt: days(-900) }, says: "still exists" },
		{
			name: "within the limit of the configuration",
			with: { createdAt: days(-400), sourceExists: false },
			parameters: { maximumDays: 400 },
		},
	],
	fail: [
		{
			name: "a day too old, its database is gone",
			with: { createdAt: days(-91), sourceExists: false },
			says: "91 days old",
			evidence: { ageDays: 91, sourceExists: false },
		},
	],
	notApplicable: [
		{ name: "an automated snapshot", with: { type: "automated", createdAt: days(-91), sourceExists: false }, says: "type automated" },
		{ name: "a snapshot of AWS Backup", with: { type: "awsbackup", createdAt: days(-91), sourceExists: false }, says: "type awsbackup" },
	],
	indeterminate: [
		{ name: "old, its database could not be looked for", with: { createdAt: days(-91), sourceExists: undefined }, says: "source of" },
		{ name: "AWS did not say when it was made", with: { createdAt: undefined }, says: "SnapshotCreateTime" },
	],
});
