import { GetResourcePolicyCommand } from "@aws-sdk/client-secrets-manager";
import { Unobserved } from "../../core/observed.ts";
import { defineAction } from "../action.ts";
import { apiCall, compliant, planned, refused, unreadable } from "../decisions.ts";
import { type PolicyEdit, policyFacts, withoutPublic } from "../policy-edit.ts";
import { readSecret, type SecretState, unchangeable } from "./secret-state.ts";

interface PolicyState extends SecretState {
	/** Null: the secret has none. */
	readonly policy: string | null;
}

export const secretPolicyNotPublic = defineAction<PolicyState>({
	id: "secret-policy-not-public",
	title: "Take the statements that let everybody in out of a secret's policy",
	family: "secrets",
	kinds: ["secretsmanager.Secret"],
	rules: ["secret-not-public"],
	controls: [],
	level: "auto",
	reads: ["secretsmanager:DescribeSecret", "secretsmanager:GetResourcePolicy"],
	writes: ["secretsmanager:PutResourcePolicy", "secretsmanager:DeleteResourcePolicy"],
	triggers: ["secretsmanager:PutResourcePolicy"],
	guards: [
		"All other statements stay as they were written; a policy of which nothing is left is deleted.",
		"By itself only statements that let everybody in without any condition; others wait for approval.",
	],
	downtime: "Readers that only a removed statement let in are refused.",
	reversible: true,
	async read(target, aws) {
		const secret = await readSecret(target, aws, () => ({}));
		// Secrets Manager shows no policy of a secret that is scheduled for deletion.
		if (!("state" in secret) || secret.state.scheduledForDeletion)
			return "state" in secret ? { state: { ...secret.state, policy: null } } : secret;
		const answer = await aws.call("secretsmanager", new GetResourcePolicyCommand({ SecretId: secret.state.arn }));
		if ("unread" in answer) return unreadable(answer, `Secret ${target.name}`);
		return { state: { ...secret.state, policy: answer.value.ResourcePolicy || null } };
	},
	facts: ({ policy }) => ({ policy: policy === null ? null : policyFacts(policy) }),
	plan(state) {
		const { arn, name, policy } = state;
		const held = unchangeable(state);
		if (held) return held;
		if (policy === null) return compliant(`${name} has no resource policy.`);
		let edit: PolicyEdit | undefined;
		try {
			edit = withoutPublic(policy);
		} catch (error) {
			if (!(error instanceof Unobserved)) throw error;
			return refused("unknown", error.message);
		}
		if (!edit) return compliant(`The policy of ${name} lets only named principals in.`);
		const { kept, removed, plain } = edit;
		const does = `Remove ${removed.join(", ")} from the resource policy`;
		return planned({
			level: plain ? "auto" : "approve",
			calls: [
				kept === undefined
					? apiCall("secretsmanager:DeleteResourcePolicy", { SecretId: arn }, `${does}, of which nothing is left`)
					: apiCall("secretsmanager:PutResourcePolicy", { SecretId: arn, ResourcePolicy: kept }, does),
			],
			inverse: [apiCall("secretsmanager:PutResourcePolicy", { SecretId: arn, ResourcePolicy: policy }, "Put the resource policy back")],
			desired: { policy: kept === undefined ? null : policyFacts(kept) },
			downtime: "Readers that only a removed statement let in are refused.",
			risk: plain ? "medium" : "high",
			notes: [
				"Principals of this account that their own IAM policies let read it still do.",
				"Whoever could read the password may have: rotate it.",
				...(plain
					? []
					: ["A removed statement has conditions or exceptions, which do not keep strangers out but may say for whom it was meant."]),
			],
			hints: {
				terraform: `Remove ${removed.join(", ")} from aws_secretsmanager_secret_policy, and set block_public_policy = true.`,
				cloudformation: "AWS::SecretsManager::ResourcePolicy with BlockPublicPolicy: true",
			},
		});
	},
});
