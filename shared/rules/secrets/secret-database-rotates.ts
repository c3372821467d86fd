import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { rotatedElsewhere, scheduledForDeletion } from "./judge/secret.ts";

export const secretDatabaseRotates = defineRule({
	id: "secret-database-rotates",
	title: "Secret that opens a database rotates automatically",
	severity: "high",
	resource: "secretsmanager.Secret",
	risk: "The password opens a database that is known to exist; until somebody changes it by hand, every copy of it keeps working.",
	recommendation: "Turn on rotation with the function template for the engine, or let RDS manage the master user's password.",
	links: [
		"https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_turn-on-for-db.html",
		"https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html",
	],
	related: { prowler: ["secretsmanager_automatic_rotation_enabled"], securityHub: ["SecretsManager.1"] },
	evaluate(secret) {
		if (!secret.database) return notApplicable(`No scanned database is known to be opened by ${secret.name}.`);
		const evidence = { database: secret.database, rotationEnabled: secret.rotationEnabled };
		return (
			scheduledForDeletion(secret) ??
			rotatedElsewhere(secret) ??
			(secret.rotationEnabled
				? pass(`${secret.name}, which opens ${secret.database}, rotates automatically.`, evidence)
				: fail(`${secret.name}, which opens ${secret.database}, does not rotate.`, evidence))
		);
	},
});
