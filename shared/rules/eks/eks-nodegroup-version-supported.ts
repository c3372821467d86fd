import { defineRule } from "../../core/rule.ts";
import { judgeSupported } from "./judge/version.ts";

export const eksNodegroupVersionSupported = defineRule({
	id: "eks-nodegroup-version-supported",
	title: "EKS node group runs a Kubernetes version that EKS supports",
	severity: "high",
	resource: "eks.NodeGroup",
	risk: "Nodes of an unsupported version get no new AMIs, so that flaws of the kubelet, the container runtime and the kernel stay open.",
	recommendation: "Update the node group to the version of its cluster, after the cluster itself has been upgraded.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/update-managed-node-group.html"],
	related: { securityHub: ["EKS.9"], awsConfig: ["eks-nodegroup-supported-version-check"] },
	evaluate: (group, { now }) => judgeSupported(group.name, group.version, group.versionSupport, now),
});
