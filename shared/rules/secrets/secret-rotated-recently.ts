import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { daysSince, managedWithoutRotation, rotatedElsewhere, scheduledForDeletion } from "./judge/secret.ts";

export const secretRotatedRecently = defineRule({
	id: "secret-rotated-recently",
	title: "Secret was rotated in the last 90 days",
	severity: "medium",
	resource: "secretsmanager.Secret",
	risk: "The longer a password stays the same, the more people, logs and backups know it.",
	recommendation: "Rotate the secret now, and shorten its rotation schedule below the allowed age.",
	links: ["https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html"],
	related: {
		prowler: ["secretsmanager_secret_rotated_periodically"],
		securityHub: ["SecretsManager.4"],
		awsConfig: ["secretsmanager-secret-periodic-rotation"],
		others: ["steampipe:secretsmanager_secret_last_changed_90_day", "steampipe:secretsmanager_secret_last_changed_365_day"],
	},
	parameters: { maximumDays: integer(90, "Days that may pass between rotations.", { minimum: 1, maximum: 1000 }) },
	evaluate(secret, { now, parameters }) {
		const exempt = scheduledForDeletion(secret) ?? rotatedElsewhere(secret) ?? managedWithoutRotation(secret);
		if (exempt) return exempt;
		const age = daysSince(secret.lastRotated, secret, now);
		const evidence = { lastRotated: secret.lastRotated ?? null, days: age, maximumDays: parameters.maximumDays };
		if (age > parameters.maximumDays)
			return fail(
				secret.lastRotated ? `${secret.name} was last rotated ${age} days ago.` : `${secret.name} was never rotated in ${age} days.`,
				evidence,
			);
		return pass(`${secret.name} was ${secret.lastRotated ? "rotated" : "created"} ${age} days ago.`, evidence);
	},
});
