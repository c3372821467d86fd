import { GetResourcePolicyCommand } from "@aws-sdk/client-secrets-manager";
import type { AwsCaller } from "../../aws/caller.ts";
import type { ApiCall, Reading, RepairTarget } from "../action.ts";
import { apiCall, unreadable } from "../decisions.ts";
import { readSecret, type SecretState } from "./secret-state.ts";

export interface PolicyState extends SecretState {
	/** Null: the secret has none. */
	readonly policy: string | null;
}

/** A secret with its resource policy. */
export async function readPolicy(target: RepairTarget, aws: AwsCaller): Promise<Reading<PolicyState>> {
	const secret = await readSecret(target, aws, () => ({}));
	if (!("state" in secret)) return secret;
	// Secrets Manager shows no policy of a secret that is scheduled for deletion.
	if (secret.state.scheduledForDeletion) return { state: { ...secret.state, policy: null } };
	const answer = await aws.call("secretsmanager", new GetResourcePolicyCommand({ SecretId: secret.state.arn }));
	if ("unread" in answer) return unreadable(answer, `Secret ${target.name}`);
	return { state: { ...secret.state, policy: answer.value.ResourcePolicy || null } };
}

/** Puts the policy, or deletes it when nothing is left of it. */
export const putPolicy = (SecretId: string, policy: string | undefined, does: string): ApiCall =>
	policy === undefined
		? apiCall("secretsmanager:DeleteResourcePolicy", { SecretId }, `${does}, of which nothing is left`)
		: apiCall("secretsmanager:PutResourcePolicy", { SecretId, ResourcePolicy: policy }, does);
