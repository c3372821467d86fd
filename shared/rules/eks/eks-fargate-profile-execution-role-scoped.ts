import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { limitedBy, trustOf } from "./judge/trust.ts";

export const eksFargateProfileExecutionRoleScoped = defineRule({
	id: "eks-fargate-profile-execution-role-scoped",
	title: "EKS Fargate pod execution role trusts only the profiles of its cluster",
	severity: "medium",
	resource: "eks.FargateProfile",
	risk: "Without a source condition the role can be used for Fargate profiles that nobody meant (the confused deputy problem).",
	recommendation: "Add an ArnLike condition on aws:SourceArn with the Fargate profiles of the cluster to the trust policy of the role.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/pod-execution-role.html"],
	related: {},
	evaluate(profile) {
		const role = need(profile.podExecutionRole);
		if (!role.exists)
			return fail(`The pod execution role ${role.arn} of ${profile.name} does not exist.`, { role: role.arn, exists: false });
		const trust = trustOf(role, "eks-fargate-pods.amazonaws.com");
		const open = trust.filter((statement) => !limitedBy(statement, "aws:SourceArn") && !limitedBy(statement, "aws:SourceAccount"));
		const evidence = { role: role.arn, trusting: trust.length, unconditional: open.length };
		if (trust.length === 0) return fail(`The role ${role.arn} of ${profile.name} does not trust EKS Fargate.`, evidence);
		return open.length > 0
			? fail(`The role ${role.arn} of ${profile.name} trusts EKS Fargate without a source condition.`, evidence)
			: pass(`The role ${role.arn} of ${profile.name} trusts EKS Fargate only for named sources.`, evidence);
	},
});
