import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const eksNodegroupSshRestricted = defineRule({
	id: "eks-nodegroup-ssh-restricted",
	title: "EKS node group does not offer SSH to the internet",
	severity: "high",
	resource: "eks.NodeGroup",
	risk: "EKS opens port 22 of the nodes to 0.0.0.0/0 when remote access has a key but no source security group.",
	recommendation: "Recreate the node group without remote access, or with source security groups; use Session Manager to reach nodes.",
	links: ["https://docs.aws.amazon.com/eks/latest/APIReference/API_RemoteAccessConfig.html"],
	related: {},
	evaluate(group) {
		if (!group.remoteAccess) return pass(`${group.name} has no SSH access.`, { remoteAccess: false });
		const { key, sourceSecurityGroups } = group.remoteAccess;
		return key !== undefined && sourceSecurityGroups.length === 0
			? fail(`${group.name} offers SSH to every address, because its remote access names no source security group.`, { key })
			: pass(`${group.name} offers SSH to ${sourceSecurityGroups.length} security groups at most.`, { key, sourceSecurityGroups });
	},
});
