import { type ApiCall, defineAction } from "../action.ts";
import { apiCall, compliant, planned, sortedSet } from "../decisions.ts";
import { type ClusterState, readCluster, unchangeable } from "./cluster-state.ts";

interface LogState extends ClusterState {
	readonly logTypes: readonly string[];
}

/** All that EKS has, as the rule eks-cluster-logging-all-types wants them. */
const allTypes = ["api", "audit", "authenticator", "controllerManager", "scheduler"] as const;

export const eksClusterLogs = defineAction<LogState>({
	id: "eks-cluster-logs",
	title: "Send the logs of an EKS control plane to CloudWatch Logs",
	family: "eks",
	kinds: ["eks.Cluster"],
	rules: ["eks-cluster-audit-logging", "eks-cluster-logging-all-types"],
	controls: ["EKS.8"],
	level: "auto",
	reads: ["eks:DescribeCluster"],
	writes: ["eks:UpdateClusterConfig"],
	triggers: ["eks:CreateCluster", "eks:UpdateClusterConfig"],
	guards: ["Types that are on stay on, and nothing is ever turned off but by a rollback.", "One update of a cluster at a time."],
	downtime: "none",
	reversible: true,
	read: (target, aws) =>
		readCluster(target, aws, ({ logging }) => ({
			logTypes: sortedSet((logging?.clusterLogging ?? []).flatMap(({ enabled, types }) => (enabled ? (types ?? []) : []))),
		})),
	facts: ({ logTypes }) => ({ logTypes: [...logTypes] }),
	plan(state) {
		const { name, logTypes } = state;
		const missing = allTypes.filter((type) => !logTypes.includes(type));
		if (missing.length === 0) return compliant(`${name} logs ${allTypes.join(", ")}.`);
		const held = unchangeable(state);
		if (held) return held;
		const set = (enabled: boolean): ApiCall =>
			apiCall(
				"eks:UpdateClusterConfig",
				{ name, logging: { clusterLogging: [{ types: missing, enabled }] } },
				`Turn ${missing.join(", ")} ${enabled ? "on" : "off"}`,
			);
		return planned({
			level: "auto",
			calls: [set(true)],
			inverse: [set(false)],
			desired: { logTypes: sortedSet([...logTypes, ...missing]) },
			downtime: "none",
			risk: "low",
			notes: [`CloudWatch Logs bills what it takes in, of which the audit log is the most; the log group is /aws/eks/${name}/cluster.`],
			hints: {
				terraform: `aws_eks_cluster: enabled_cluster_log_types = ${JSON.stringify(allTypes)}`,
				cloudformation: "AWS::EKS::Cluster Logging.ClusterLogging.EnabledTypes",
			},
		});
	},
});
