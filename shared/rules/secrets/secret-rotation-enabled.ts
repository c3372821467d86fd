import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { managedWithoutRotation, rotatedElsewhere, scheduledForDeletion } from "./judge/secret.ts";

export const secretRotationEnabled = defineRule({
	id: "secret-rotation-enabled",
	title: "Secrets Manager secret rotates automatically",
	severity: "medium",
	resource: "secretsmanager.Secret",
	risk: "A password that never changes stays useful to everybody who ever saw it: former colleagues, backups, logs.",
	recommendation: "Configure automatic rotation with a rotation function, or managed rotation where the owning service offers it.",
	links: ["https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html"],
	related: {
		prowler: ["secretsmanager_automatic_rotation_enabled"],
		securityHub: ["SecretsManager.1"],
		awsConfig: ["secretsmanager-rotation-enabled-check"],
		others: ["cloudsploit:secretRotationEnabled"],
	},
	evaluate(secret) {
		const evidence = { rotationEnabled: secret.rotationEnabled, owningService: secret.owningService };
		return (
			scheduledForDeletion(secret) ??
			rotatedElsewhere(secret) ??
			managedWithoutRotation(secret) ??
			(secret.rotationEnabled
				? pass(`${secret.name} rotates automatically.`, evidence)
				: fail(`${secret.name} does not rotate automatically.`, evidence))
		);
	},
});
