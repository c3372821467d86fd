import { defineRule } from "../../core/rule.ts";
import { judgeSubnetsPrivate } from "./judge/network.ts";

export const eksNodegroupSubnetsPrivate = defineRule({
	id: "eks-nodegroup-subnets-private",
	title: "EKS node group runs in private subnets",
	severity: "high",
	resource: "eks.NodeGroup",
	risk: "Nodes in a public subnet can have public addresses, so that kubelets, node ports and host networks are exposed to the internet.",
	recommendation:
		"Create a node group in subnets without a default route to an internet gateway, move the workloads and delete the old group.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html"],
	related: { prowler: ["eks_cluster_private_nodes_enabled"], others: ["kube-bench:5.4.3"] },
	evaluate: (group) => judgeSubnetsPrivate(group),
});
