import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const kubernetesClusterNetworkPolicyEngine = defineRule({
	id: "kubernetes-cluster-network-policy-engine",
	title: "The cluster runs an engine that enforces network policies",
	severity: "high",
	resource: "kubernetes.Cluster",
	risk: "Network policies that nothing enforces are accepted without a word, and every pod reaches every database.",
	recommendation: "Set enableNetworkPolicy on the vpc-cni add-on, or install Calico or Cilium, and test a policy that denies.",
	links: [
		"https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html",
		"https://kubernetes.io/docs/concepts/services-networking/network-policies/",
	],
	related: { others: ["kube-bench:4.3.1", "kube-bench:5.4.4", "kubescape:C-0205", "kubescape:C-0230"] },
	evaluate(cluster) {
		const networkPolicyEngine = need(cluster.networkPolicyEngine);
		return networkPolicyEngine === null
			? fail(`${cluster.name} runs no engine that is known to enforce network policies.`, { networkPolicyEngine })
			: pass(`${networkPolicyEngine} enforces the network policies of ${cluster.name}.`, { networkPolicyEngine });
	},
});
