import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { weighed } from "./judge/containers.ts";
import { nameOf } from "./judge/name.ts";
import { exemptNamespaces, ofPlatform } from "./judge/platform.ts";

export const kubernetesWorkloadNoHostProcessNamespace = defineRule({
	id: "kubernetes-workload-no-host-process-namespace",
	title: "Pods do not share the process namespace of their node",
	severity: "high",
	resource: "kubernetes.Workload",
	risk: "The pod sees every process of the node with its arguments and variables, passwords included, and may debug or end them.",
	recommendation: "Remove hostPID from the pod; the baseline Pod Security Standard forbids it.",
	links: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/"],
	related: {
		prowler: ["core_minimize_hostPID_containers"],
		others: ["kube-bench:4.2.2", "kubescape:C-0038", "kubescape:C-0194", "kubescape:C-0214"],
	},
	parameters: { exemptNamespaces },
	evaluate(workload, { parameters }) {
		const elsewhere = ofPlatform(workload, parameters);
		if (elsewhere) return elsewhere;
		const evidence = { hostPid: workload.hostPid };
		return workload.hostPid
			? fail(`${nameOf(workload)} uses the process namespace of its node.`, evidence, weighed(workload, "high"))
			: pass(`${nameOf(workload)} has the process namespace to itself.`, evidence);
	},
});
