import { rdsInstanceBackupRetention } from "../../../shared/rules/rds/rds-instance-backup-retention.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsInstanceBackupRetention, {
	pass: [
		{ name: "exactly the minimum", with: { backupRetentionDays: 7 }, says: "for 7 days", evidence: { retentionDays: 7, minimumDays: 7 } },
		{ name: "as long as the configuration asks", with: { backupRetentionDays: 35 }, parameters: { minimumDays: 35 } },
	],
	fail: [
		{ name: "one day less", with: { backupRetentionDays: 6 }, says: "6 days; at least 7 are wanted", evidence: { retentionDays: 6 } },
		{ name: "no backups", with: { backupRetentionDays: 0 }, says: "no automated backups", severity: "high" },
		{ name: "less than the configuration asks", parameters: { minimumDays: 15 }, says: "14 days; at least 15" },
		{ name: "a replica when replicas count", with: { backupRetentionDays: 1, replicaOf: "main" }, parameters: { readReplicas: true } },
	],
	notApplicable: [
		{ name: "a read replica", with: { backupRetentionDays: 0, replicaOf: "main" }, says: "read replica of main" },
		{ name: "a member of a cluster", with: { backupRetentionDays: 1, clusterId: "ledger" }, says: "judged on its cluster" },
	],
	indeterminate: [{ name: "AWS did not say", with: { backupRetentionDays: undefined }, says: "BackupRetentionPeriod" }],
});
