import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { asDatabase } from "./judge/containers.ts";
import { nameOf } from "./judge/name.ts";
import { exemptNamespaces, ofPlatform } from "./judge/platform.ts";

export const kubernetesWorkloadNoHostNetwork = defineRule({
	id: "kubernetes-workload-no-host-network",
	title: "Pods do not use the network of their node",
	severity: "medium",
	resource: "kubernetes.Workload",
	risk: "The pod reaches what listens on the node's loopback and the node's own IAM role, and network policies do not bind it.",
	recommendation: "Remove hostNetwork from the pod, and reach it by a Service; the baseline Pod Security Standard forbids it.",
	links: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/"],
	related: {
		prowler: ["core_minimize_hostNetwork_containers"],
		others: ["kube-bench:4.2.4", "kubescape:C-0041", "kubescape:C-0196", "kubescape:C-0216"],
	},
	parameters: { exemptNamespaces },
	evaluate(workload, { parameters }) {
		const elsewhere = ofPlatform(workload, parameters) ?? asDatabase(workload, "kubernetes-database-no-host-network");
		if (elsewhere) return elsewhere;
		const evidence = { hostNetwork: workload.hostNetwork };
		return workload.hostNetwork
			? fail(`${nameOf(workload)} uses the network of its node.`, evidence)
			: pass(`${nameOf(workload)} has the network to itself.`, evidence);
	},
});
