import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, indeterminate, pass } from "../../core/verdict.ts";
import { isAl2023 } from "./judge/ami.ts";

export const eksNodegroupImdsv2Required = defineRule({
	id: "eks-nodegroup-imdsv2-required",
	title: "EKS nodes require version 2 of the instance metadata service",
	severity: "high",
	resource: "eks.NodeGroup",
	risk: "With IMDSv1 a forged request from a pod or a proxy obtains the credentials of the node role.",
	recommendation: "Set HttpTokens to required in the metadata options of the launch template and roll the node group.",
	links: ["https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html"],
	related: {},
	evaluate(group) {
		const httpTokens = group.metadata ? need(group.metadata).httpTokens : undefined;
		const evidence = { httpTokens, amiType: group.amiType };
		if (httpTokens === "required") return pass(`The nodes of ${group.name} require IMDSv2.`, evidence);
		if (httpTokens !== undefined) return fail(`The nodes of ${group.name} still answer IMDSv1.`, evidence);
		// Without a setting the AMI and the account decide; only the AL2023 AMIs are documented to require version 2.
		return isAl2023(group)
			? pass(`The nodes of ${group.name} require IMDSv2 by the default of their AMI.`, evidence)
			: indeterminate(
					`${group.name} sets no metadata options, so that defaults of the AMI and the account decide, which were not read.`,
					evidence,
				);
	},
});
