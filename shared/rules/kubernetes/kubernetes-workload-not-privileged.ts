import { defineRule } from "../../core/rule.ts";
import { judgeContainers, named } from "./judge/containers.ts";
import { exemptNamespaces } from "./judge/platform.ts";

export const kubernetesWorkloadNotPrivileged = defineRule({
	id: "kubernetes-workload-not-privileged",
	title: "Containers do not run privileged",
	severity: "high",
	resource: "kubernetes.Workload",
	risk: "A privileged container has every right of root on the node: it reads the data of every pod there, databases included.",
	recommendation:
		"Set privileged to false, add the single capabilities that are needed, and enforce the baseline Pod Security Standard on the namespace.",
	links: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/"],
	related: {
		prowler: ["core_minimize_privileged_containers"],
		others: ["kube-bench:4.2.1", "kubescape:C-0057", "kubescape:C-0193", "kubescape:C-0213"],
	},
	parameters: { exemptNamespaces },
	evaluate(workload, context) {
		return judgeContainers(
			workload,
			context,
			named(({ privileged }) => privileged === true),
			{
				pass: "no container runs privileged",
				fail: (list) => `containers that run privileged: ${list}`,
				severity: "high",
			},
		);
	},
});
