import { defineRule } from "../../core/rule.ts";
import { judgeSupported } from "./judge/version.ts";

export const eksClusterVersionSupported = defineRule({
	id: "eks-cluster-version-supported",
	title: "EKS cluster runs a Kubernetes version that EKS supports",
	severity: "high",
	resource: "eks.Cluster",
	risk: "An unsupported version gets no security patches, and EKS upgrades the control plane by itself at a time that you do not choose.",
	recommendation: "Upgrade the cluster one minor version at a time to one in standard support, then its add-ons and node groups.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html"],
	related: {
		prowler: ["eks_cluster_uses_a_supported_version"],
		securityHub: ["EKS.2"],
		awsConfig: ["eks-cluster-supported-version"],
		others: ["cloudsploit:eksKubernetesVersion"],
	},
	evaluate: (cluster, { now }) => judgeSupported(cluster.name, cluster.version, cluster.versionSupport, now),
});
