import type { RotationRulesType } from "@aws-sdk/client-secrets-manager";
import { defineAction, type JsonObject } from "../action.ts";
import { apiCall, compliant, planned, refused } from "../decisions.ts";
import { readSecret, type SecretState, unchangeable } from "./secret-state.ts";

interface RotationState extends SecretState {
	readonly rotates: boolean;
	/** The function and schedule of a rotation, also of one that was turned off. */
	readonly rotationFunction?: string;
	readonly rules?: JsonObject;
}

export const secretRotation = defineAction<RotationState>({
	id: "secret-rotation",
	title: "Set up the automatic rotation of a secret",
	family: "secrets",
	kinds: ["secretsmanager.Secret"],
	rules: ["secret-rotation-enabled", "secret-database-rotates"],
	controls: ["SecretsManager.1"],
	level: "window",
	reads: ["secretsmanager:DescribeSecret"],
	writes: ["secretsmanager:RotateSecret", "secretsmanager:CancelRotateSecret"],
	alsoNeeds: [{ action: "lambda:InvokeFunction", why: "Secrets Manager tests the rotation function when rotation is set up" }],
	triggers: ["secretsmanager:CreateSecret", "secretsmanager:CancelRotateSecret"],
	guards: [
		"The secret is not rotated at once: Secrets Manager tests the function and waits for its schedule.",
		"Needs settings.rotationFunction; a secret that another function rotated before is refused, and an earlier schedule is taken up again.",
		"Secrets that a service manages are left to the service.",
	],
	downtime: "none now; from the first scheduled rotation on clients have to read the secret again",
	reversible: true,
	read: (target, aws) =>
		readSecret(target, aws, ({ RotationEnabled, RotationLambdaARN, RotationRules }) => ({
			rotates: RotationEnabled ?? false,
			...(RotationLambdaARN ? { rotationFunction: RotationLambdaARN } : {}),
			...(RotationRules ? { rules: rulesOf(RotationRules) } : {}),
		})),
	// What a rotation that is turned off would do changes nothing. The schedule is left out: Secrets Manager derives days and times from it.
	facts: ({ rotates, rotationFunction }) => (rotates ? { rotates, rotationFunction: rotationFunction ?? null } : { rotates }),
	plan(state, settings, target) {
		const { arn, name, owner } = state;
		if (state.rotates) return compliant(`${name} rotates automatically.`);
		if (owner !== undefined)
			return refused("wrongPlace", `${name} is managed by ${owner}, which decides on its rotation: for RDS, at the instance or cluster.`);
		const held = unchangeable(state);
		if (held) return held;
		const lambda = settings.rotationFunction;
		if (lambda === undefined)
			return refused("settings", "settings.rotationFunction names no Lambda function that could rotate the secret.");
		if (lambda.split(":")[3] !== target.region)
			return refused("settings", `The function ${lambda} is in another region: Secrets Manager invokes only functions of its own.`);
		if (state.rotationFunction !== undefined && state.rotationFunction !== lambda)
			return refused(
				"settings",
				`${name} was rotated by ${state.rotationFunction} before somebody turned it off, and settings.rotationFunction is ${lambda}: a person has to say which.`,
			);
		const rules = state.rotationFunction === undefined ? undefined : state.rules;
		const schedule: JsonObject = rules && Object.keys(rules).length > 0 ? rules : { AutomaticallyAfterDays: settings.rotationDays };
		return planned({
			level: "window",
			calls: [
				apiCall(
					"secretsmanager:RotateSecret",
					{ SecretId: arn, RotationLambdaARN: lambda, RotationRules: schedule, RotateImmediately: false },
					`Rotate with ${lambda} on schedule, not now`,
				),
			],
			inverse: [apiCall("secretsmanager:CancelRotateSecret", { SecretId: arn }, "Turn off automatic rotation")],
			desired: { rotates: true, rotationFunction: lambda },
			downtime: "none now; from the first scheduled rotation on clients have to read the secret again",
			risk: "medium",
			notes: [
				"Secrets Manager runs the test of the function first, and refuses if it fails.",
				"Clients that keep the password for ever fail after the first rotation: find them before.",
				...(state.rotationFunction === undefined ? [] : ["The secret was rotated by this function before somebody turned it off."]),
			],
			hints: {
				terraform: `aws_secretsmanager_secret_rotation with rotation_lambda_arn = "${lambda}" and rotate_immediately = false`,
				cloudformation: "AWS::SecretsManager::RotationSchedule with RotateImmediatelyOnUpdate: false",
			},
		});
	},
});

const rulesOf = ({ AutomaticallyAfterDays, Duration, ScheduleExpression }: RotationRulesType): JsonObject => ({
	// Beside a schedule the days are only derived from it, and the two must not be given together.
	...(AutomaticallyAfterDays === undefined || ScheduleExpression ? {} : { AutomaticallyAfterDays }),
	...(Duration ? { Duration } : {}),
	...(ScheduleExpression ? { ScheduleExpression } : {}),
});
