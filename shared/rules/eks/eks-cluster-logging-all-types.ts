import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

const logTypes = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

export const eksClusterLoggingAllTypes = defineRule({
	id: "eks-cluster-logging-all-types",
	title: "EKS control plane sends all log types to CloudWatch Logs",
	severity: "medium",
	resource: "eks.Cluster",
	risk: "Without control-plane logs it cannot be told afterwards who signed in, what they did and why the cluster behaved as it did.",
	recommendation: "Enable the missing control-plane log types in the logging configuration of the cluster.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html"],
	related: {
		prowler: ["eks_control_plane_logging_all_types_enabled"],
		awsConfig: ["eks-cluster-logging-enabled"],
		others: ["cloudsploit:eksLoggingEnabled", "kube-bench:2.1.1"],
	},
	parameters: { requiredTypes: strings(logTypes, "Control-plane log types that must be enabled.", logTypes) },
	evaluate(cluster, { parameters }) {
		const missing = parameters.requiredTypes.filter((type) => !cluster.logTypes.includes(type));
		return missing.length > 0
			? fail(`${cluster.name} does not log ${missing.join(", ")}.`, { enabled: cluster.logTypes, missing })
			: pass(`${cluster.name} logs ${parameters.requiredTypes.join(", ")}.`, { enabled: cluster.logTypes });
	},
});
