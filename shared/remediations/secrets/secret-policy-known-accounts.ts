import { Unobserved } from "../../core/observed.ts";
import { defineAction } from "../action.ts";
import { compliant, planned, refused } from "../decisions.ts";
import { type AccountEdit, policyFacts, withoutUnknownAccounts } from "../policy-edit.ts";
import { type PolicyState, putPolicy, readPolicy } from "./resource-policy.ts";
import { unchangeable } from "./secret-state.ts";

export const secretPolicyKnownAccounts = defineAction<PolicyState>({
	id: "secret-policy-known-accounts",
	title: "Take accounts that are not trusted out of a secret's policy",
	family: "secrets",
	kinds: ["secretsmanager.Secret"],
	rules: ["secret-not-shared-with-unknown-accounts"],
	controls: [],
	level: "approve",
	reads: ["secretsmanager:DescribeSecret", "secretsmanager:GetResourcePolicy"],
	writes: ["secretsmanager:PutResourcePolicy", "secretsmanager:DeleteResourcePolicy"],
	triggers: ["secretsmanager:PutResourcePolicy"],
	guards: [
		"Only principals of accounts that settings.trustedAccounts does not name; all others stay.",
		"Accounts that a condition or federation names are left to a person.",
	],
	downtime: "Readers of the removed accounts are refused.",
	reversible: true,
	read: readPolicy,
	facts: ({ policy }) => ({ policy: policy === null ? null : policyFacts(policy) }),
	plan(state, settings, target) {
		const { arn, name, policy } = state;
		const held = unchangeable(state);
		if (held) return held;
		if (policy === null) return compliant(`${name} has no resource policy.`);
		let edit: AccountEdit | undefined;
		try {
			edit = withoutUnknownAccounts(policy, target.account, settings.trustedAccounts);
		} catch (error) {
			if (!(error instanceof Unobserved)) throw error;
			return refused("unknown", error.message);
		}
		if (!edit) return compliant(`${name} is shared with no account that is not trusted.`);
		const { kept, removed, left } = edit;
		if (left.length > 0)
			return refused(
				"unsupported",
				`The policy of ${name} names ${left.join(", ")} by a condition or by federation, which a person has to change.`,
			);
		return planned({
			level: "approve",
			calls: [putPolicy(arn, kept, `Remove ${removed.join(", ")} from the resource policy`)],
			inverse: [putPolicy(arn, policy, "Put the resource policy back")],
			desired: { policy: kept === undefined ? null : policyFacts(kept) },
			downtime: "Readers of the removed accounts are refused.",
			risk: "high",
			notes: [
				`Applications in ${removed.join(", ")} that read the secret fail from then on.`,
				"Whoever could read the password may have: rotate it.",
			],
			hints: {
				terraform: `Remove the principals of ${removed.join(", ")} from aws_secretsmanager_secret_policy.`,
				cloudformation: `Remove the principals of ${removed.join(", ")} from AWS::SecretsManager::ResourcePolicy.`,
			},
		});
	},
});
