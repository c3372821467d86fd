import { internetReach, isOpen } from "../../core/network.ts";
import { reported, Unobserved } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const eksClusterEndpointNotPublic = defineRule({
	id: "eks-cluster-endpoint-not-public",
	title: "EKS cluster endpoint is not open to the internet",
	severity: "high",
	resource: "eks.Cluster",
	risk: "Anybody on the internet reaches the Kubernetes API, so that a leaked credential or a flaw of the API server is enough to take over the cluster.",
	recommendation: "Switch public endpoint access off, or limit publicAccessCidrs to the few addresses that need it.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html"],
	related: {
		prowler: ["eks_cluster_not_publicly_accessible"],
		securityHub: ["EKS.1"],
		awsConfig: ["eks-endpoint-no-public-access"],
		others: ["cloudsploit:eksNetworkExposure", "kube-bench:5.4.1"],
	},
	evaluate(cluster) {
		if (!reported(cluster.endpointPublic, "endpointPublicAccess"))
			return pass(`${cluster.name} has no public endpoint.`, { endpointPublicAccess: false });
		if (cluster.publicAccessCidrs.length === 0) throw new Unobserved("AWS did not report publicAccessCidrs.");
		// The blocks count together: two halves of the address space are the whole internet.
		const { reach, ranges } = internetReach(cluster.publicAccessCidrs);
		const evidence = { endpointPublicAccess: true, publicAccessCidrs: cluster.publicAccessCidrs, reach, ranges };
		return isOpen(reach)
			? fail(`The public endpoint of ${cluster.name} admits ${ranges.slice(0, 4).join(", ")}, a large part of the internet.`, evidence)
			: pass(`The public endpoint of ${cluster.name} admits only ${cluster.publicAccessCidrs.slice(0, 4).join(", ")}.`, evidence);
	},
});
