import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const eksClusterAccessEntriesUsed = defineRule({
	id: "eks-cluster-access-entries-used",
	title: "EKS cluster grants access by access entries alone",
	severity: "low",
	resource: "eks.Cluster",
	risk: "The aws-auth config map is invisible to AWS APIs and CloudTrail; whoever may edit it makes any IAM principal an administrator.",
	recommendation: "Move the entries of aws-auth to access entries, then set the authentication mode of the cluster to API.",
	links: [
		"https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html",
		"https://docs.aws.amazon.com/eks/latest/userguide/migrating-access-entries.html",
	],
	related: { others: ["kube-bench:5.5.1"] },
	evaluate(cluster) {
		const authenticationMode = reported(cluster.authenticationMode, "accessConfig.authenticationMode");
		if (authenticationMode === "API") return pass(`${cluster.name} grants access by access entries alone.`, { authenticationMode });
		return authenticationMode === "CONFIG_MAP"
			? fail(`${cluster.name} grants access by the aws-auth config map alone.`, { authenticationMode }, "medium")
			: fail(`${cluster.name} still accepts the aws-auth config map beside access entries.`, { authenticationMode });
	},
});
