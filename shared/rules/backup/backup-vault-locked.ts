import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const backupVaultLocked = defineRule({
	id: "backup-vault-locked",
	title: "AWS Backup vault is locked against early deletion",
	severity: "medium",
	resource: "backup.Vault",
	risk: "Whoever gets an administrator's credentials deletes the backups first and then the databases, or asks for ransom.",
	recommendation: "Put a vault lock with a minimum retention on the vault, in compliance mode once the retention has proved itself.",
	links: ["https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html"],
	related: {},
	evaluate(vault) {
		const locked = reported(vault.locked, "Locked");
		const { recoveryPoints, minRetentionDays } = vault;
		const evidence = { locked, recoveryPoints: recoveryPoints ?? null, minRetentionDays: minRetentionDays ?? null };
		if (locked) return pass(`Backup vault ${vault.name} is locked.`, evidence);
		if (recoveryPoints === 0) return fail(`Backup vault ${vault.name} is not locked; it holds no recovery points yet.`, evidence, "low");
		return fail(`Backup vault ${vault.name} is not locked, so that its recovery points can be deleted.`, evidence);
	},
});
