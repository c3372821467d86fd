import { defineRule } from "../../core/rule.ts";
import { judgeContainers, named } from "./judge/containers.ts";
import { exemptNamespaces } from "./judge/platform.ts";

export const kubernetesWorkloadNoPrivilegeEscalation = defineRule({
	id: "kubernetes-workload-no-privilege-escalation",
	title: "Containers cannot gain more privileges than they start with",
	severity: "medium",
	resource: "kubernetes.Workload",
	risk: "A process may become root by a setuid program, and so reach what the container's user was meant to be kept from.",
	recommendation: "Set allowPrivilegeEscalation to false on every container; the restricted Pod Security Standard enforces it.",
	links: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"],
	related: {
		prowler: ["core_minimize_allowPrivilegeEscalation_containers"],
		others: ["kube-bench:4.2.5", "kubescape:C-0016", "kubescape:C-0197", "kubescape:C-0217"],
	},
	parameters: { exemptNamespaces },
	evaluate(workload, context) {
		return judgeContainers(
			workload,
			context,
			named(({ allowPrivilegeEscalation }) => allowPrivilegeEscalation !== false),
			{
				pass: "no container can gain privileges",
				fail: (list) => `containers that may gain privileges: ${list}`,
				severity: workload.containers.some(({ allowPrivilegeEscalation }) => allowPrivilegeEscalation) ? "medium" : "low",
			},
		);
	},
});
