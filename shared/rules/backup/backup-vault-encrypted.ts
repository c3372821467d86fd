import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const backupVaultEncrypted = defineRule({
	id: "backup-vault-encrypted",
	title: "AWS Backup vault is encrypted with a KMS key",
	severity: "medium",
	resource: "backup.Vault",
	risk: "Backups hold all data of the databases; without a key that is known, access to them cannot be withdrawn or audited.",
	recommendation: "Create a vault with a KMS key (the key of a vault cannot be changed) and let the backup plans write to it.",
	links: ["https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html"],
	related: { prowler: ["backup_vaults_encrypted"] },
	evaluate({ name, encryptionKeyArn }) {
		return encryptionKeyArn === undefined
			? fail(`Backup vault ${name} names no KMS key.`, { encryptionKeyArn: null })
			: pass(`Backup vault ${name} is encrypted with ${encryptionKeyArn}.`, { encryptionKeyArn });
	},
});
