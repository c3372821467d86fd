import type { Container } from "../../core/resources/kubernetes.ts";
import { defineRule } from "../../core/rule.ts";
import { capabilityNames, ofRuntime } from "./judge/capabilities.ts";
import { judgeContainers } from "./judge/containers.ts";
import { exemptNamespaces } from "./judge/platform.ts";

export const kubernetesWorkloadNoAddedCapabilities = defineRule({
	id: "kubernetes-workload-no-added-capabilities",
	title: "Containers add no Linux capabilities but that to bind low ports",
	severity: "high",
	resource: "kubernetes.Workload",
	risk: "Capabilities such as SYS_ADMIN, SYS_PTRACE or NET_ADMIN lead out of the container to the node and to every pod on it.",
	recommendation: "Remove capabilities.add; where a program must bind a port below 1024, add NET_BIND_SERVICE alone.",
	links: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/"],
	related: {
		prowler: ["core_minimize_containers_added_capabilities"],
		others: ["kubescape:C-0046", "kubescape:C-0200", "kubescape:C-0219"],
	},
	parameters: { exemptNamespaces },
	evaluate(workload, context) {
		const beyondDefault = workload.containers.some((container) => added(container).some((name) => !ofRuntime.includes(name)));
		return judgeContainers(
			workload,
			context,
			(container) => (added(container).length > 0 ? `${container.name}: ${added(container).join(",")}` : undefined),
			{
				pass: "no container adds capabilities",
				fail: (list) => `containers that add capabilities: ${list}`,
				severity: beyondDefault ? "high" : "low",
			},
		);
	},
});

const added = ({ capabilitiesAdded }: Container): string[] =>
	capabilityNames(capabilitiesAdded).filter((name) => name !== "NET_BIND_SERVICE");
