import { rdsSnapshotRetention } from "../../../shared/rules/rds/rds-snapshot-retention.ts";
import { days, now, testRule } from "../../support/rule-table.ts";

testRule(rdsSnapshotRetention, {
	pass: [
		{ name: "two weeks", says: "14 days old", evidence: { ageDays: 14, maximumDays: 365 } },
		{ name: "a day", with: { createdAt: days(-1) }, says: "is 1 day old" },
		{ name: "exactly the limit", with: { createdAt: days(-365) } },
		{ name: "a moment short of a day too many", with: { createdAt: new Date(now - 366 * 86_400_000 + 1).toISOString() } },
		{ name: "a higher limit by configuration", with: { createdAt: days(-730) }, parameters: { maximumDays: 730 } },
	],
	fail: [
		{ name: "a day too many", with: { createdAt: days(-366) }, says: "more than 365", evidence: { ageDays: 366 } },
		{ name: "a lower limit by configuration", parameters: { maximumDays: 13 }, says: "more than 13" },
	],
	notApplicable: [
		{ name: "an automated snapshot", with: { type: "automated", createdAt: days(-366) }, says: "type automated" },
		{ name: "a snapshot of AWS Backup", with: { type: "awsbackup", createdAt: days(-366) }, says: "type awsbackup" },
	],
	indeterminate: [{ name: "AWS did not say when it was made", with: { createdAt: undefined }, says: "SnapshotCreateTime" }],
});
