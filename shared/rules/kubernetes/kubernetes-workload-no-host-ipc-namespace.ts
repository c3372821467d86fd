import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { weighed } from "./judge/containers.ts";
import { nameOf } from "./judge/name.ts";
import { exemptNamespaces, ofPlatform } from "./judge/platform.ts";

export const kubernetesWorkloadNoHostIpcNamespace = defineRule({
	id: "kubernetes-workload-no-host-ipc-namespace",
	title: "Pods do not share the IPC namespace of their node",
	severity: "high",
	resource: "kubernetes.Workload",
	risk: "Shared memory of other processes on the node lies open, that of databases included.",
	recommendation: "Remove hostIPC from the pod; the baseline Pod Security Standard forbids it.",
	links: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/"],
	related: {
		prowler: ["core_minimize_hostIPC_containers"],
		others: ["kube-bench:4.2.3", "kubescape:C-0038", "kubescape:C-0195", "kubescape:C-0215"],
	},
	parameters: { exemptNamespaces },
	evaluate(workload, { parameters }) {
		const elsewhere = ofPlatform(workload, parameters);
		if (elsewhere) return elsewhere;
		const evidence = { hostIpc: workload.hostIpc };
		return workload.hostIpc
			? fail(`${nameOf(workload)} uses the IPC namespace of its node.`, evidence, weighed(workload, "high"))
			: pass(`${nameOf(workload)} has the IPC namespace to itself.`, evidence);
	},
});
