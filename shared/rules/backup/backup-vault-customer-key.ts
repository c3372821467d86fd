import { need, reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const backupVaultCustomerKey = defineRule({
	id: "backup-vault-customer-key",
	title: "AWS Backup vault is encrypted with a customer managed key",
	severity: "low",
	resource: "backup.Vault",
	risk: "The policy of an AWS managed key cannot be changed, and its backups cannot be copied to another account where an intruder does not reach them.",
	recommendation: "Create a vault with a customer managed KMS key whose policy is yours, and let the backup plans write to it.",
	links: ["https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html"],
	related: {},
	evaluate(vault) {
		if (vault.encryptionKeyArn === undefined) return fail(`Backup vault ${vault.name} names no KMS key.`, { encryptionKeyArn: null });
		const { arn, manager } = need(reported(vault.kmsKey, `the key ${vault.encryptionKeyArn}`));
		return manager === "CUSTOMER"
			? pass(`Backup vault ${vault.name} is encrypted with the customer managed key ${arn}.`, { key: arn, manager })
			: fail(`Backup vault ${vault.name} is encrypted with the AWS managed key ${arn}.`, { key: arn, manager });
	},
});
