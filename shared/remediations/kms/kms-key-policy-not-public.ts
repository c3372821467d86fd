import { GetKeyPolicyCommand } from "@aws-sdk/client-kms";
import { incomplete } from "../../aws/caller.ts";
import { Unobserved } from "../../core/observed.ts";
import { accountOf, allowsAction, coversAction, isEverybody, type Statement } from "../../core/policy.ts";
import { defineAction } from "../action.ts";
import { apiCall, compliant, planned, refused, unreadable } from "../decisions.ts";
import { type PolicyEdit, policyFacts, withoutPublic } from "../policy-edit.ts";
import { type KeyState, readKey, unchangeable } from "./key-state.ts";

interface PolicyState extends KeyState {
	readonly policy: string;
}

export const kmsKeyPolicyNotPublic = defineAction<PolicyState>({
	id: "kms-key-policy-not-public",
	title: "Take the statements that let everybody in out of a key policy",
	family: "kms",
	kinds: ["kms.Key"],
	rules: ["kms-key-not-public"],
	controls: ["KMS.5"],
	level: "auto",
	reads: ["kms:DescribeKey", "kms:GetKeyPolicy"],
	writes: ["kms:PutKeyPolicy"],
	triggers: ["kms:PutKeyPolicy", "kms:CreateKey"],
	guards: [
		"All other statements stay as they were written.",
		"Never without a statement that lets the account itself administer the key, and never past the check of KMS against lock-out.",
		"By itself only statements that let everybody in without any condition; others wait for approval.",
	],
	downtime: "Callers that only a removed statement let in are refused.",
	reversible: true,
	async read(target, aws) {
		const key = await readKey(target, aws);
		if (!("state" in key)) return key;
		const answer = await aws.call("kms", new GetKeyPolicyCommand({ KeyId: key.state.arn, PolicyName: "default" }));
		if ("unread" in answer) return unreadable(answer, `Key ${target.arn}`);
		const { Policy: policy } = answer.value;
		return policy === undefined ? { unread: incomplete("kms", "GetKeyPolicy", "Policy") } : { state: { ...key.state, policy } };
	},
	facts: ({ policy }) => ({ policy: policyFacts(policy) }),
	plan(state, _settings, target) {
		const { arn, policy } = state;
		const held = unchangeable(state);
		if (held) return held;
		let edit: PolicyEdit | undefined;
		try {
			edit = withoutPublic(policy);
		} catch (error) {
			if (!(error instanceof Unobserved)) throw error;
			return refused("unknown", error.message);
		}
		if (!edit) return compliant(`The policy of ${arn} lets only named principals in.`);
		const { kept, rest, removed, plain } = edit;
		if (kept === undefined || !administered(rest, target.account))
			return refused(
				"lastWayIn",
				`Without ${removed.join(", ")} no statement lets account ${target.account} administer ${arn}: add one for arn:${target.partition}:iam::${target.account}:root first.`,
			);
		const put = (Policy: string, does: string) => apiCall("kms:PutKeyPolicy", { KeyId: arn, PolicyName: "default", Policy }, does);
		return planned({
			level: plain ? "auto" : "approve",
			calls: [put(kept, `Remove ${removed.join(", ")} from the key policy`)],
			inverse: [put(policy, "Put the key policy back")],
			desired: { policy: policyFacts(kept) },
			downtime: "Callers that only a removed statement let in are refused.",
			risk: plain ? "medium" : "high",
			notes: [
				`Whoever used the key by ${removed.join(", ")} alone, in this account or another, loses it; what grants give stays.`,
				...(plain
					? []
					: ["A removed statement has conditions or exceptions, which do not keep strangers out but may say for whom it was meant."]),
			],
			hints: {
				terraform: `Remove ${removed.join(", ")} from the policy of aws_kms_key or aws_kms_key_policy, or name principals in it.`,
				cloudformation: `Remove ${removed.join(", ")} from KeyPolicy of AWS::KMS::Key.`,
			},
		});
	},
});

/** Does a statement let the account change the policy, without a condition, and no denial take it away from everybody? */
function administered(statements: readonly Statement[], account: string): boolean {
	const denied = statements.some(
		(statement) =>
			statement.effect === "Deny" &&
			isEverybody(statement) &&
			statement.conditions.length === 0 &&
			coversAction(statement, "kms:PutKeyPolicy"),
	);
	return !denied && statements.some((statement) => letsAccountIn(statement, account) && allowsAction(statement, "kms:PutKeyPolicy"));
}

/** The account as such, which then decides by its own IAM policies. */
const letsAccountIn = ({ principals, notPrincipals, conditions }: Statement, account: string): boolean =>
	conditions.length === 0 &&
	notPrincipals === undefined &&
	principals !== "*" &&
	principals.some(
		({ type, values }) =>
			type === "AWS" && values.some((value) => value === account || (value.endsWith(":root") && accountOf(value) === account)),
	);
