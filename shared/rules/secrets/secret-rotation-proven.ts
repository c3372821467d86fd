import { reported } from "../../core/observed.ts";
import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { daysSince, rotatedElsewhere, scheduledForDeletion } from "./judge/secret.ts";

export const secretRotationProven = defineRule({
	id: "secret-rotation-proven",
	title: "Rotation of the secret has succeeded at least once",
	severity: "low",
	resource: "secretsmanager.Secret",
	risk: "A rotation that never ran is a guess: a missing right, a closed port or a wrong user shows at its first run, when the password is needed.",
	recommendation: "Try it without changing anything: parapet rotate test --secret ARN. Then rotate once: parapet rotate now --secret ARN.",
	links: ["https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot_rotation.html"],
	related: {},
	parameters: { graceDays: integer(7, "Days that a new secret may wait for its first rotation.", { minimum: 0, maximum: 90 }) },
	evaluate(secret, { now, parameters }) {
		const gone = scheduledForDeletion(secret) ?? rotatedElsewhere(secret);
		if (gone) return gone;
		if (!secret.rotationEnabled) return notApplicable(`${secret.name} has no rotation, which secret-rotation-enabled judges.`);
		// A service that manages a secret tries its own rotation.
		if (secret.owningService) return notApplicable(`${secret.name} is managed by ${secret.owningService}, which rotates it itself.`);
		const { graceDays } = parameters;
		if (secret.lastRotated)
			return pass(`${secret.name} was rotated on ${secret.lastRotated}.`, { lastRotated: secret.lastRotated, graceDays });
		const evidence = { lastRotated: null, created: reported(secret.createdAt, "CreatedDate"), graceDays };
		const age = daysSince(undefined, secret, now);
		return age > graceDays
			? fail(`No rotation of ${secret.name} ever succeeded, and it was created ${age} days ago.`, evidence)
			: pass(`${secret.name} was created ${age} days ago and waits for its first rotation.`, evidence);
	},
});
