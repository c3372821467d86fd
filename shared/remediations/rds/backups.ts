import type { DBInstance } from "@aws-sdk/client-rds";
import type { ActionSettings, Decision, JsonObject } from "../action.ts";
import { refused } from "../decisions.ts";
import type { Change } from "./change.ts";
import { instanceHints } from "./instance.ts";

export const backupFacts = (db: { readonly BackupRetentionPeriod?: number | undefined }): JsonObject => ({
	backupRetentionDays: db.BackupRetentionPeriod ?? null,
});

/** Are backups kept for so many days at least? More is never lowered. */
export const keeps = (db: { readonly BackupRetentionPeriod?: number | undefined }, days: number): boolean | { readonly missing: string } =>
	db.BackupRetentionPeriod === undefined ? { missing: "BackupRetentionPeriod" } : db.BackupRetentionPeriod >= days;

export const retentionWaits = (
	{
		PendingModifiedValues: pending,
	}: { readonly PendingModifiedValues?: { readonly BackupRetentionPeriod?: number | undefined } | undefined },
	{ backupDays }: ActionSettings,
): boolean => (pending?.BackupRetentionPeriod ?? 0) >= backupDays;

/** Raises the retention of an instance. From 0 the database stands still for a moment, so that it waits for the window; from any other number it does not. */
export function raiseRetention(db: DBInstance, { backupDays }: ActionSettings): Change | Decision {
	const days = db.BackupRetentionPeriod ?? 0;
	if (db.AwsBackupRecoveryPointArn)
		return refused(
			"wrongPlace",
			`AWS Backup manages the automated backups of ${db.DBInstanceIdentifier}: its backup plan sets the retention.`,
		);
	const change = {
		set: { BackupRetentionPeriod: backupDays },
		does: `Keep automated backups for ${backupDays} days instead of ${days}`,
		back: { BackupRetentionPeriod: days },
		undoes: days === 0 ? "Turn automated backups off" : `Keep automated backups for ${days} days`,
		desired: { backupRetentionDays: backupDays },
		hints: instanceHints(
			db,
			`backup_retention_period = ${backupDays}`,
			`BackupRetentionPeriod: ${backupDays}`,
			`backupRetentionPeriod: ${backupDays}`,
		),
	};
	if (days > 0)
		return { ...change, notes: ["Backup storage grows with the days; a rollback deletes the backups that are older than before."] };
	return {
		...change,
		immediately: true,
		level: "window",
		downtime: "an interruption of seconds to minutes while backups are turned on",
		risk: "medium",
		notes: ["The first backup is taken at once and slows input and output.", "A rollback deletes all automated backups again."],
	};
}
