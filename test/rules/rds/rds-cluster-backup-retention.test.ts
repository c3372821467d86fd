import { rdsClusterBackupRetention } from "../../../shared/rules/rds/rds-cluster-backup-retention.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsClusterBackupRetention, {
	pass: [
		{ name: "fourteen days", says: "14 days", evidence: { retentionDays: 14, minimumDays: 7 } },
		{ name: "exactly the minimum", with: { backupRetentionDays: 7 } },
		{ name: "a lower minimum by configuration", with: { backupRetentionDays: 3 }, parameters: { minimumDays: 3 } },
	],
	fail: [
		{ name: "a day too few", with: { backupRetentionDays: 6 }, says: "at least 7" },
		{ name: "a higher minimum by configuration", parameters: { minimumDays: 15 }, says: "at least 15" },
		{ name: "no automated backups", with: { backupRetentionDays: 0 }, says: "no automated backups", severity: "high" },
		{ name: "one day is not none", with: { backupRetentionDays: 1 }, says: "for 1 day;" },
	],
	indeterminate: [{ name: "AWS did not say", with: { backupRetentionDays: undefined }, says: "BackupRetentionPeriod" }],
});
