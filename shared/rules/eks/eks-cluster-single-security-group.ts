import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const eksClusterSingleSecurityGroup = defineRule({
	id: "eks-cluster-single-security-group",
	title: "EKS control plane has at most one additional security group",
	severity: "low",
	resource: "eks.Cluster",
	risk: "The rules of several groups add up, so that what reaches the control plane is hard to see and easily wider than meant.",
	recommendation: "Keep the rules of the control plane in the cluster security group and at most one additional group.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html"],
	related: { others: ["steampipe:eks_cluster_no_multiple_security_groups"] },
	evaluate(cluster) {
		const securityGroups = cluster.securityGroups;
		return securityGroups.length > 1
			? fail(`${cluster.name} has ${securityGroups.length} additional security groups.`, { securityGroups })
			: pass(`${cluster.name} has ${securityGroups.length === 1 ? "one" : "no"} additional security group.`, { securityGroups });
	},
});
