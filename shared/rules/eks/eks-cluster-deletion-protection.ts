import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const eksClusterDeletionProtection = defineRule({
	id: "eks-cluster-deletion-protection",
	title: "EKS cluster is protected against deletion",
	severity: "medium",
	resource: "eks.Cluster",
	risk: "One wrong call or one compromised administrator deletes the control plane with everything that was kept only there.",
	recommendation: "Enable deletion protection on the cluster; it must then be switched off on purpose before a deletion.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/deletion-protection.html"],
	related: { prowler: ["eks_cluster_deletion_protection_enabled"] },
	evaluate(cluster) {
		const deletionProtection = reported(cluster.deletionProtection, "deletionProtection");
		return deletionProtection
			? pass(`${cluster.name} is protected against deletion.`, { deletionProtection })
			: fail(`${cluster.name} can be deleted by a single call.`, { deletionProtection });
	},
});
