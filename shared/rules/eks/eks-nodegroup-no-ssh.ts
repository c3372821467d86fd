import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const eksNodegroupNoSsh = defineRule({
	id: "eks-nodegroup-no-ssh",
	title: "EKS node group has no SSH access",
	severity: "low",
	resource: "eks.NodeGroup",
	risk: "A shared SSH key leads to root on every node, past Kubernetes access control and its audit log, and is hard to take back.",
	recommendation:
		"Recreate the node group without an SSH key; use AWS Systems Manager Session Manager, which is authorised by IAM and logged.",
	links: ["https://docs.aws.amazon.com/eks/latest/best-practices/protecting-the-infrastructure.html"],
	related: {},
	evaluate(group) {
		const key = group.remoteAccess?.key;
		return key === undefined
			? pass(`${group.name} has no SSH key.`, { key: null })
			: fail(`${group.name} can be entered with the SSH key ${key}.`, { key });
	},
});
