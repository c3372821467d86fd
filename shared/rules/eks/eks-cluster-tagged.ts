import { defineRule } from "../../core/rule.ts";
import { judgeTags, requiredTags } from "../judge/tags.ts";

export const eksClusterTagged = defineRule({
	id: "eks-cluster-tagged",
	title: "EKS cluster is tagged",
	severity: "low",
	resource: "eks.Cluster",
	risk: "Without tags nobody knows who owns the cluster, what it costs and which access rules by tag should cover it.",
	recommendation: "Tag the cluster with its owner and environment, or with the keys that your configuration requires.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html"],
	related: { securityHub: ["EKS.6"], awsConfig: ["tagged-eks-cluster"], others: ["cloudsploit:eksClusterHasTags"] },
	parameters: { requiredTags },
	evaluate: (cluster, { parameters }) => judgeTags(cluster, parameters.requiredTags),
});
