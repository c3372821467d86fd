import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";

export const eksNodegroupAmiCurrent = defineRule({
	id: "eks-nodegroup-ami-current",
	title: "EKS node group runs an AMI family that AWS still publishes",
	severity: "high",
	resource: "eks.NodeGroup",
	risk: "AWS publishes no more EKS AMIs based on Amazon Linux 2, so that new flaws in the kernel and the container runtime of the nodes stay open.",
	recommendation: "Create a node group with an AL2023 or Bottlerocket AMI type, move the workloads and delete the old group.",
	links: [
		"https://docs.aws.amazon.com/eks/latest/userguide/al2023.html",
		"https://docs.aws.amazon.com/eks/latest/userguide/eks-ami-deprecation-faqs.html",
	],
	related: {},
	evaluate(group) {
		const amiType = reported(group.amiType, "amiType");
		if (amiType === "CUSTOM") return notApplicable(`${group.name} runs an AMI of its own choice, whose age AWS does not report.`);
		return amiType.startsWith("AL2_")
			? fail(`${group.name} runs ${amiType}, based on Amazon Linux 2, for which AWS publishes no more EKS AMIs.`, { amiType })
			: pass(`${group.name} runs ${amiType}.`, { amiType });
	},
});
