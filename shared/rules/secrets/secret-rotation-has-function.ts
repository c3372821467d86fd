import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { rotatedElsewhere, scheduledForDeletion } from "./judge/secret.ts";

export const secretRotationHasFunction = defineRule({
	id: "secret-rotation-has-function",
	title: "Rotation of the secret has somebody who does it",
	severity: "medium",
	resource: "secretsmanager.Secret",
	risk: "Rotation is turned on and nothing carries it out: the schedule passes, the password stays the same, and the setting says otherwise.",
	recommendation: "Turn rotation on again with the ARN of a rotation function, then try it: parapet rotate test --secret ARN.",
	links: ["https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html"],
	related: {},
	evaluate(secret) {
		const gone = scheduledForDeletion(secret) ?? rotatedElsewhere(secret);
		if (gone) return gone;
		if (!secret.rotationEnabled) return notApplicable(`${secret.name} has no rotation, which secret-rotation-enabled judges.`);
		const { rotationLambdaArn, owningService, externalRotationRoleArn } = secret;
		const evidence = {
			rotationLambdaArn: rotationLambdaArn ?? null,
			owningService: owningService ?? null,
			externalRotationRoleArn: externalRotationRoleArn ?? null,
		};
		if (owningService) return pass(`${secret.name} is rotated by ${owningService}, which manages it.`, evidence);
		if (rotationLambdaArn) return pass(`${secret.name} is rotated by ${rotationLambdaArn}.`, evidence);
		if (externalRotationRoleArn) return pass(`${secret.name} is rotated by Secrets Manager with ${externalRotationRoleArn}.`, evidence);
		return fail(`${secret.name} has rotation turned on, and no function that rotates it.`, evidence);
	},
});
