import { need, reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const eksClusterDefaultVpcNotUsed = defineRule({
	id: "eks-cluster-default-vpc-not-used",
	title: "EKS cluster does not use the default VPC",
	severity: "medium",
	resource: "eks.Cluster",
	risk: "The subnets of a default VPC are public and its default security group is shared, so that nodes and neighbours are exposed to each other.",
	recommendation: "Create a VPC with private subnets for the cluster and move it there by building a new cluster.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html"],
	related: { others: ["steampipe:eks_cluster_no_default_vpc"] },
	evaluate(cluster) {
		const { defaultVpc, vpcId } = need(cluster.network);
		return reported(defaultVpc, "IsDefault of the VPC")
			? fail(`${cluster.name} runs in the default VPC of the region.`, { vpcId, defaultVpc })
			: pass(`${cluster.name} runs in a VPC of its own choice.`, { vpcId, defaultVpc });
	},
});
