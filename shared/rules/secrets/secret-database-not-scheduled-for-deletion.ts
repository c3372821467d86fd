import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";

export const secretDatabaseNotScheduledForDeletion = defineRule({
	id: "secret-database-not-scheduled-for-deletion",
	title: "Secret that opens a database is not scheduled for deletion",
	severity: "high",
	resource: "secretsmanager.Secret",
	risk: "Applications can no longer read the password of a database that still runs, and after the recovery window nobody can.",
	recommendation: "Restore the secret with RestoreSecret, or move all clients and delete the database first.",
	links: ["https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_restore-secret.html"],
	related: {},
	evaluate(secret) {
		if (!secret.database) return notApplicable(`No scanned database is known to be opened by ${secret.name}.`);
		const evidence = { database: secret.database, deletedAt: secret.deletedAt ?? null };
		return secret.deletedAt
			? fail(
					`${secret.name}, which opens ${secret.database}, is scheduled for deletion, with the date ${secret.deletedAt.slice(0, 10)}.`,
					evidence,
				)
			: pass(`${secret.name}, which opens ${secret.database}, is not scheduled for deletion.`, evidence);
	},
});
