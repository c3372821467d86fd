import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const eksClusterEndpointPrivateAccess = defineRule({
	id: "eks-cluster-endpoint-private-access",
	title: "EKS cluster endpoint is reachable privately from its VPC",
	severity: "medium",
	resource: "eks.Cluster",
	risk: "Without a private endpoint the nodes talk to the API server over its public address, which then cannot be closed.",
	recommendation: "Enable private endpoint access, so that nodes and administrators inside the VPC do not need the public endpoint.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html"],
	related: {
		prowler: ["eks_cluster_private_nodes_enabled"],
		others: ["cloudsploit:eksPrivateEndpoint", "kube-bench:5.4.2"],
	},
	evaluate(cluster) {
		const endpointPrivateAccess = reported(cluster.endpointPrivate, "endpointPrivateAccess");
		return endpointPrivateAccess
			? pass(`${cluster.name} has a private endpoint in its VPC.`, { endpointPrivateAccess })
			: fail(`${cluster.name} has no private endpoint.`, { endpointPrivateAccess });
	},
});
