import { need, reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { supportStage } from "./judge/version.ts";

export const eksClusterVersionStandardSupport = defineRule({
	id: "eks-cluster-version-standard-support",
	title: "EKS cluster runs a Kubernetes version in standard support",
	severity: "medium",
	resource: "eks.Cluster",
	risk: "Extended support costs several times the standard price, and the way to a supported version grows with every release.",
	recommendation: "Upgrade the cluster to a version in standard support before standard support of its version ends.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html"],
	related: { prowler: ["eks_cluster_uses_a_supported_version"], awsConfig: ["eks-cluster-supported-version"] },
	evaluate(cluster, { now }) {
		const version = reported(cluster.version, "version");
		const support = need(cluster.versionSupport);
		const stage = supportStage(support, now);
		const evidence = { version, stage, standardSupportEnd: support.standardSupportEnd };
		if (stage === "standard") return pass(`Kubernetes ${version} of ${cluster.name} is in standard support.`, evidence);
		return fail(
			`Kubernetes ${version} of ${cluster.name} is ${stage === "extended" ? "only in extended support" : "out of support"}.`,
			evidence,
			stage === "extended" ? undefined : "high",
		);
	},
});
