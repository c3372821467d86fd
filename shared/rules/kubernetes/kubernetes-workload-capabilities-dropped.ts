import { defineRule } from "../../core/rule.ts";
import { capabilityNames } from "./judge/capabilities.ts";
import { judgeContainers, named } from "./judge/containers.ts";
import { exemptNamespaces } from "./judge/platform.ts";

export const kubernetesWorkloadCapabilitiesDropped = defineRule({
	id: "kubernetes-workload-capabilities-dropped",
	title: "Containers drop all Linux capabilities that they do not need",
	severity: "low",
	resource: "kubernetes.Workload",
	risk: "The runtime's default capabilities let a compromised process forge packets, change owners of files and bind low ports.",
	recommendation: 'Set capabilities.drop to ["ALL"] and add back the few that the program needs.',
	links: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"],
	related: { prowler: ["core_minimize_containers_capabilities_assigned"], others: ["kubescape:C-0201", "kubescape:C-0220"] },
	parameters: { exemptNamespaces },
	evaluate(workload, context) {
		return judgeContainers(
			workload,
			context,
			named(({ capabilitiesDropped }) => !capabilityNames(capabilitiesDropped).includes("ALL")),
			{
				pass: "every container drops all capabilities",
				fail: (list) => `containers that keep default capabilities: ${list}`,
				severity: "low",
			},
		);
	},
});
