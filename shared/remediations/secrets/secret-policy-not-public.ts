import { Unobserved } from "../../core/observed.ts";
import { defineAction } from "../action.ts";
import { compliant, planned, refused } from "../decisions.ts";
import { type PolicyEdit, policyFacts, withoutPublic } from "../policy-edit.ts";
import { type PolicyState, putPolicy, readPolicy } from "./resource-policy.ts";
import { unchangeable } from "./secret-state.ts";

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
	read: readPolicy,
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
		return planned({
			level: plain ? "auto" : "approve",
			calls: [putPolicy(arn, kept, `Remove ${removed.join(", ")} from the resource policy`)],
			inverse: [putPolicy(arn, policy, "Put the resource policy back")],
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
