import { rdsInstanceRestorable } from "../../../shared/rules/rds/rds-instance-restorable.ts";
import { days, testRule } from "../../support/rule-table.ts";

const minute = 1 / 1440;
const old = (count: number) => ({ latestRestorableTime: days(-count) });

testRule(rdsInstanceRestorable, {
	pass: [
		{ name: "five minutes ago", says: "can be restored to 2026-06-15T11:55:00.000Z", evidence: { ageHours: 0 } },
		{ name: "exactly six hours ago", with: old(0.25), evidence: { ageHours: 6 } },
		{ name: "within the configured hours", with: old(2), parameters: { warningHours: 48 } },
	],
	fail: [
		{ name: "more than six hours ago", with: old(0.25 + minute), says: "6 hours ago" },
		{ name: "exactly a day ago", with: old(1), evidence: { ageHours: 24 } },
		{ name: "more than a day ago", with: old(1 + minute), severity: "high" },
		{ name: "more than the configured hours ago", with: old(0.25), parameters: { warningHours: 2, urgentHours: 5 }, severity: "high" },
	],
	notApplicable: [
		{ name: "no automated backups", with: { ...old(3), backupRetentionDays: 0 }, says: "no automated backups" },
		{ name: "stopped", with: { ...old(3), status: "stopped" }, says: "is stopped" },
		{ name: "stopping", with: { ...old(3), status: "stopping" } },
		{ name: "starting", with: { ...old(3), status: "starting" } },
		{ name: "creating", with: { latestRestorableTime: undefined, status: "creating" } },
		{
			name: "too young for a first backup",
			with: { latestRestorableTime: undefined, createdAt: days(-1 + minute) },
			says: "no backup yet",
		},
		{ name: "a member of a cluster", with: { ...old(3), clusterId: "ledger" }, says: "judged on its cluster" },
	],
	indeterminate: [
		{ name: "no restorable time in spite of backups", with: { latestRestorableTime: undefined }, says: "LatestRestorableTime" },
		{ name: "none a day after the creation", with: { latestRestorableTime: undefined, createdAt: days(-1) }, says: "LatestRestorableTime" },
		{ name: "none, of unknown age", with: { latestRestorableTime: undefined, createdAt: undefined }, says: "LatestRestorableTime" },
		{ name: "AWS did not say whether there are backups", with: { backupRetentionDays: undefined }, says: "BackupRetentionPeriod" },
	],
});
