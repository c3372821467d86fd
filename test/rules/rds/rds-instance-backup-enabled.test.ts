import { rdsInstanceBackupEnabled } from "../../../shared/rules/rds/rds-instance-backup-enabled.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsInstanceBackupEnabled, {
	pass: [
		{ name: "backups for two weeks", says: "for 14 days", evidence: { retentionDays: 14 } },
		{ name: "backups for one day", with: { backupRetentionDays: 1 } },
	],
	fail: [
		{ name: "no backups", with: { backupRetentionDays: 0 }, says: "no automated backups", evidence: { retentionDays: 0 } },
		{
			name: "a replica without backups when replicas count",
			with: { backupRetentionDays: 0, replicaOf: "main" },
			parameters: { readReplicas: true },
		},
	],
	notApplicable: [
		{ name: "a read replica", with: { backupRetentionDays: 0, replicaOf: "main" }, says: "read replica of main" },
		{ name: "a member of a cluster", with: { backupRetentionDays: 0, clusterId: "ledger" }, says: "judged on its cluster" },
	],
	indeterminate: [{ name: "AWS did not say", with: { backupRetentionDays: undefined }, says: "BackupRetentionPeriod" }],
});
