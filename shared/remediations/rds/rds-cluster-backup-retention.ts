import { refused } from "../decisions.ts";
import { backupFacts, keeps, retentionWaits } from "./backups.ts";
import { clusterHints } from "./cluster.ts";
import { clusterSetting } from "./cluster-setting.ts";

/** Clusters always have backups, so that the retention changes as soon as possible; the call names no windows, which Serverless v1 would reject. */
export const rdsClusterBackupRetention = clusterSetting({
	id: "rds-cluster-backup-retention",
	title: "Keep automated backups of a cluster for longer",
	rules: ["rds-cluster-backup-retention"],
	controls: ["rds-cluster-backup-retention-check", "RDS.50"],
	level: "auto",
	exceptions: {},
	guards: ["Raises only: a longer retention stays.", "Clusters whose backups AWS Backup manages are refused."],
	facts: backupFacts,
	met: (db, { backupDays }) => keeps(db, backupDays),
	is: "keeps its automated backups long enough",
	waits: retentionWaits,
	change: (db, { backupDays }) => {
		const days = db.BackupRetentionPeriod ?? 0;
		if (db.AwsBackupRecoveryPointArn)
			return refused(
				"wrongPlace",
				`AWS Backup manages the automated backups of ${db.DBClusterIdentifier}: its backup plan sets the retention.`,
			);
		if (days < 1)
			return refused("unknown", `AWS reported a retention of ${days} days for ${db.DBClusterIdentifier}, which clusters do not have.`);
		return {
			set: { BackupRetentionPeriod: backupDays },
			does: `Keep automated backups for ${backupDays} days instead of ${days}`,
			back: { BackupRetentionPeriod: days },
			undoes: `Keep automated backups for ${days} days`,
			desired: { backupRetentionDays: backupDays },
			notes: ["Backup storage grows with the days; a rollback deletes the backups that are older than before."],
			hints: clusterHints(
				`backup_retention_period = ${backupDays}`,
				`BackupRetentionPeriod: ${backupDays}`,
				`backupRetentionPeriod: ${backupDays}`,
			),
		};
	},
});
