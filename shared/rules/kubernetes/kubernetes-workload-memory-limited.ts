import { defineRule } from "../../core/rule.ts";
import { judgeContainers, named } from "./judge/containers.ts";
import { exemptNamespaces } from "./judge/platform.ts";

export const kubernetesWorkloadMemoryLimited = defineRule({
	id: "kubernetes-workload-memory-limited",
	title: "Containers have a memory limit",
	severity: "low",
	resource: "kubernetes.Workload",
	risk: "One container without limit takes the memory of the node, and the kernel ends others instead, databases among them.",
	recommendation: "Set resources.limits.memory on every container, equal to the request for databases.",
	links: ["https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"],
	related: { prowler: ["core_memory_limits_set"], others: ["kubescape:C-0009", "kubescape:C-0271"] },
	parameters: { exemptNamespaces },
	evaluate(workload, context) {
		return judgeContainers(
			workload,
			context,
			named(({ memoryLimit, init }) => memoryLimit === undefined && !init),
			{
				pass: "every container has a memory limit",
				fail: (list) => `containers that have no memory limit: ${list}`,
				severity: "low",
				sameForDatabases: true,
				withoutDatabase: true,
			},
		);
	},
});
