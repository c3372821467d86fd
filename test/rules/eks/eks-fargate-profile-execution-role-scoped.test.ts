import { seen } from "../../../shared/core/observed.ts";
import { eksFargateProfileExecutionRoleScoped } from "../../../shared/rules/eks/eks-fargate-profile-execution-role-scoped.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const arn = "arn:aws:iam::111122223333:role/fargate-pods";
const trusting = (condition?: Record<string, Record<string, string>>, service: string | string[] = "eks-fargate-pods.amazonaws.com") => ({
	podExecutionRole: seen({
		arn,
		exists: true,
		trust: {
			json: JSON.stringify({
				Statement: [
					{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole", ...(condition ? { Condition: condition } : {}) },
				],
			}),
		},
	}),
});

testRule(eksFargateProfileExecutionRoleScoped, {
	pass: [
		{ name: "a source ARN", says: "only for named sources", evidence: { trusting: 1, unconditional: 0 } },
		{ name: "a source account", with: trusting({ StringEquals: { "AWS:SourceAccount": "111122223333" } }) },
	],
	fail: [
		{ name: "no condition", with: trusting(), says: "without a source condition", evidence: { unconditional: 1 } },
		{ name: "a condition on something else", with: trusting({ StringEquals: { "sts:ExternalId": "x" } }) },
		{ name: "sources of any account", with: trusting({ ArnLike: { "aws:SourceArn": "arn:aws:eks:*:*:fargateprofile/*" } }) },
		{ name: "any source", with: trusting({ ArnLike: { "aws:SourceArn": "*" } }) },
		{ name: "a source that may be missing", with: trusting({ ArnLikeIfExists: { "aws:SourceArn": "arn:aws:eks:*:111122223333:*" } }) },
		{ name: "other sources", with: trusting({ ArnNotLike: { "aws:SourceArn": "arn:aws:eks:*:111122223333:*" } }) },
		{ name: "another service", with: trusting(undefined, ["ec2.amazonaws.com"]), says: "does not trust" },
		{ name: "the role is gone", with: { podExecutionRole: seen({ arn, exists: false }) }, says: "does not exist" },
	],
	indeterminate: [
		{ name: "the role could not be read", with: { podExecutionRole: denied("iam", "GetRole") } },
		{ name: "its trust was not read", with: { podExecutionRole: seen({ arn, exists: true }) }, says: "was not read" },
		{ name: "its trust is no policy", with: { podExecutionRole: seen({ arn, exists: true, trust: { json: "{" } }) } },
	],
});
