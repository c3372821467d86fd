import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const eksClusterEndpointPublicAccessDisabled = defineRule({
	id: "eks-cluster-endpoint-public-access-disabled",
	title: "EKS cluster has no public endpoint",
	severity: "medium",
	resource: "eks.Cluster",
	risk: "A public endpoint is one change of its address list away from being open to everybody, and its traffic leaves the VPC.",
	recommendation: "Enable private endpoint access, disable public endpoint access, and reach the API server through the VPC.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html"],
	related: { securityHub: ["EKS.1"], awsConfig: ["eks-endpoint-no-public-access"], others: ["kube-bench:5.4.2"] },
	evaluate(cluster) {
		const endpointPublicAccess = reported(cluster.endpointPublic, "endpointPublicAccess");
		return endpointPublicAccess
			? fail(`${cluster.name} has a public endpoint.`, { endpointPublicAccess })
			: pass(`${cluster.name} has no public endpoint.`, { endpointPublicAccess });
	},
});
