import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const backupRecoveryPointEncrypted = defineRule({
	id: "backup-recovery-point-encrypted",
	title: "AWS Backup recovery point is encrypted at rest",
	severity: "medium",
	resource: "backup.RecoveryPoint",
	risk: "Whoever restores or copies the recovery point has all data of the database in clear, without needing any key.",
	recommendation:
		"Encrypt the database (its recovery points follow), or copy the recovery point to a vault with a KMS key and delete the original.",
	links: ["https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html"],
	related: {
		prowler: ["backup_recovery_point_encrypted"],
		securityHub: ["Backup.1"],
		awsConfig: ["backup-recovery-point-encrypted"],
	},
	evaluate(point) {
		const encrypted = reported(point.encrypted, "IsEncrypted");
		const of = point.resourceArn === undefined ? "" : ` of ${point.resourceArn}`;
		const evidence = { encrypted, vault: point.vault, source: point.resourceArn ?? null };
		return encrypted
			? pass(`Recovery point ${point.name}${of} is encrypted.`, evidence)
			: fail(`Recovery point ${point.name}${of} in vault ${point.vault} is not encrypted.`, evidence);
	},
});
