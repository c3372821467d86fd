import { defineAction } from "../action.ts";
import { apiCall, compliant, planned, refused } from "../decisions.ts";
import { readSecret, type SecretState, unchangeable } from "./secret-state.ts";

interface UseState extends SecretState {
	/** Days since it was last read, or made if it never was; undefined when AWS reports neither. */
	readonly idleDays?: number;
	readonly everRead: boolean;
	readonly replicas: readonly string[];
}

/** As in the rule secret-recently-used. */
const unusedAfterDays = 90;
/** The longest that Secrets Manager offers. */
const recoveryDays = 30;
const day = 86_400_000;

export const secretUnusedDeleted = defineAction<UseState>({
	id: "secret-unused-deleted",
	title: "Delete a secret that nobody reads, with 30 days to restore it",
	family: "secrets",
	kinds: ["secretsmanager.Secret"],
	rules: ["secret-recently-used"],
	controls: ["SecretsManager.3"],
	level: "approve",
	reads: ["secretsmanager:DescribeSecret"],
	writes: ["secretsmanager:DeleteSecret", "secretsmanager:RestoreSecret"],
	triggers: [],
	guards: [
		"Only secrets that nobody read for 90 days and that no service manages.",
		"It can be restored for 30 days; it is never deleted at once.",
		"A secret with replicas is refused: Secrets Manager deletes it only after them.",
	],
	downtime: "Whoever needs the secret after all cannot read it until it is restored.",
	reversible: true,
	read: (target, aws) =>
		readSecret(target, aws, ({ LastAccessedDate, CreatedDate, ReplicationStatus }) => {
			const since = LastAccessedDate ?? CreatedDate;
			return {
				...(since === undefined ? {} : { idleDays: Math.floor((Date.now() - since.getTime()) / day) }),
				everRead: LastAccessedDate !== undefined,
				replicas: (ReplicationStatus ?? []).flatMap(({ Region }) => Region ?? []).sort(),
			};
		}),
	facts: ({ scheduledForDeletion }) => ({ scheduledForDeletion }),
	plan(state) {
		const { arn, name, owner, idleDays, everRead, replicas } = state;
		if (state.scheduledForDeletion) return compliant(`${name} is scheduled for deletion.`);
		if (owner !== undefined) return compliant(`${name} is managed by ${owner} and need not be read.`);
		if (idleDays === undefined) return refused("unknown", `AWS did not report CreatedDate of ${name}.`);
		if (idleDays <= unusedAfterDays) return compliant(`${name} was ${everRead ? "read" : "made"} ${idleDays} days ago.`);
		const held = unchangeable(state);
		if (held) return held;
		if (replicas.length > 0) return refused("unsupported", `${name} has replicas in ${replicas.join(", ")}, which have to go first.`);
		return planned({
			level: "approve",
			calls: [
				apiCall(
					"secretsmanager:DeleteSecret",
					{ SecretId: arn, RecoveryWindowInDays: recoveryDays },
					`Schedule the deletion of the secret in ${recoveryDays} days`,
				),
			],
			inverse: [apiCall("secretsmanager:RestoreSecret", { SecretId: arn }, "Restore the secret")],
			desired: { scheduledForDeletion: true },
			downtime: "Whoever needs the secret after all cannot read it until it is restored.",
			risk: "high",
			notes: [
				`Nobody has read it for more than ${unusedAfterDays} days.`,
				"What is needed once a year, such as a break-glass password, is not read in 90 days either.",
				`After ${recoveryDays} days it cannot be restored any more.`,
				"The database user that it opens stays: drop it as well.",
			],
			hints: {
				terraform: "Remove the aws_secretsmanager_secret; recovery_window_in_days = 30 keeps the way back.",
				cloudformation: "Remove the AWS::SecretsManager::Secret.",
			},
		});
	},
});
