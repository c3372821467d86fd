import type { Container } from "../../core/resources/kubernetes.ts";
import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { asDatabase, judgeContainers } from "./judge/containers.ts";
import { nameOf } from "./judge/name.ts";
import { exemptNamespaces } from "./judge/platform.ts";

export const kubernetesWorkloadNoHostPorts = defineRule({
	id: "kubernetes-workload-no-host-ports",
	title: "Containers bind no ports of their node",
	severity: "medium",
	resource: "kubernetes.Workload",
	risk: "A port of the node is open to whatever reaches the node, past Services and, with some network engines, past network policies.",
	recommendation: "Remove hostPort and reach the pods through a Service.",
	links: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/"],
	related: { prowler: ["core_minimize_admission_hostport_containers"], others: ["kubescape:C-0044", "kubescape:C-0204"] },
	parameters: { exemptNamespaces },
	evaluate(workload, context) {
		// Kubernetes itself writes host ports into pods that use the network of the node.
		if (workload.hostNetwork)
			return notApplicable(`${nameOf(workload)} uses the network of its node, which kubernetes-workload-no-host-network judges.`);
		return (
			asDatabase(workload, "kubernetes-database-no-host-network") ??
			judgeContainers(workload, context, hostPorts, {
				pass: "no container binds a port of the node",
				fail: (list) => `containers that bind ports of the node: ${list}`,
				severity: "medium",
			})
		);
	},
});

const hostPorts = ({ name, ports }: Container): string | undefined => {
	const bound = ports.flatMap(({ hostPort }) => (hostPort ? [hostPort] : []));
	return bound.length > 0 ? `${name}:${bound.join(",")}` : undefined;
};
