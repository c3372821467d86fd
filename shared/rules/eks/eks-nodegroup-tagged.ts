import { defineRule } from "../../core/rule.ts";
import { judgeTags, requiredTags } from "../judge/tags.ts";

export const eksNodegroupTagged = defineRule({
	id: "eks-nodegroup-tagged",
	title: "EKS node group is tagged",
	severity: "low",
	resource: "eks.NodeGroup",
	risk: "Without tags nobody knows who owns the nodes, what they cost and which access rules by tag should cover them.",
	recommendation: "Tag the node group with its owner and environment, or with the keys that your configuration requires.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html"],
	related: {},
	parameters: { requiredTags },
	evaluate: (group, { parameters }) => judgeTags(group, parameters.requiredTags),
});
