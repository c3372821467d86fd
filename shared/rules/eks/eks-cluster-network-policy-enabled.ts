import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";

export const eksClusterNetworkPolicyEnabled = defineRule({
	id: "eks-cluster-network-policy-enabled",
	title: "EKS cluster enforces Kubernetes network policies",
	severity: "medium",
	resource: "eks.Cluster",
	risk: "Network policies that nobody enforces let any compromised pod reach every other pod and every database that the nodes can reach.",
	recommendation:
		"Set enableNetworkPolicy to true in the configuration of the vpc-cni add-on, then write policies around the database clients.",
	links: [
		"https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy-configure.html",
		"https://docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html",
	],
	related: { prowler: ["eks_cluster_network_policy_enabled", "eks_cluster_vpc_cni_network_policy_enforced"], others: ["kube-bench:5.4.4"] },
	evaluate(cluster) {
		if (cluster.autoMode)
			return notApplicable(`${cluster.name} uses EKS Auto Mode, whose network policy switch is a config map that AWS APIs do not show.`);
		const cni = need(cluster.addons).find((addon) => addon.name === "vpc-cni");
		if (!cni)
			return notApplicable(
				`${cluster.name} does not manage vpc-cni as an add-on; a self-managed network plugin is not visible to AWS APIs.`,
			);
		// The configuration may be JSON or YAML, and the value a boolean or a text.
		const enabled = /["']?enableNetworkPolicy["']?\s*:\s*["']?true\b/i.test(cni.configuration ?? "");
		const evidence = { addon: "vpc-cni", version: cni.version, enableNetworkPolicy: enabled };
		return enabled
			? pass(`The vpc-cni add-on of ${cluster.name} enforces network policies.`, evidence)
			: fail(`The vpc-cni add-on of ${cluster.name} does not enforce network policies.`, evidence);
	},
});
