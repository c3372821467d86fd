import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const eksClusterHealthy = defineRule({
	id: "eks-cluster-healthy",
	title: "EKS cluster reports no health issue",
	severity: "medium",
	resource: "eks.Cluster",
	risk: "Issues such as a missing subnet, role or KMS key keep EKS from upgrading or repairing the control plane, or stop it altogether.",
	recommendation: "Resolve the issues that DescribeCluster lists under health; they name the resources concerned.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/troubleshooting.html"],
	related: {},
	evaluate(cluster) {
		const issues = cluster.healthIssues.slice(0, 10);
		return issues.length > 0
			? fail(`${cluster.name} reports ${issues.map((issue) => issue.code).join(", ")}.`, { issues })
			: pass(`${cluster.name} reports no health issue.`, { issues });
	},
});
