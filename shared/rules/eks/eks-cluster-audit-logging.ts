import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const eksClusterAuditLogging = defineRule({
	id: "eks-cluster-audit-logging",
	title: "EKS control plane logs audit events",
	severity: "medium",
	resource: "eks.Cluster",
	risk: "Without the audit log nobody can tell who read a secret or changed a workload through the Kubernetes API.",
	recommendation: "Enable the audit log type in the control-plane logging configuration of the cluster.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html"],
	related: {
		securityHub: ["EKS.8"],
		awsConfig: ["eks-cluster-log-enabled"],
		others: ["steampipe:eks_cluster_control_plane_audit_logging_enabled", "kube-bench:2.1.1"],
	},
	evaluate(cluster) {
		return cluster.logTypes.includes("audit")
			? pass(`${cluster.name} logs audit events.`, { enabled: cluster.logTypes })
			: fail(`${cluster.name} does not log audit events.`, { enabled: cluster.logTypes });
	},
});
