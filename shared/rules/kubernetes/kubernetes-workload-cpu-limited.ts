import { defineRule } from "../../core/rule.ts";
import { judgeContainers, named } from "./judge/containers.ts";
import { exemptNamespaces } from "./judge/platform.ts";

export const kubernetesWorkloadCpuLimited = defineRule({
	id: "kubernetes-workload-cpu-limited",
	title: "Containers have a CPU limit",
	severity: "informational",
	resource: "kubernetes.Workload",
	risk: "A container that runs away, or mines, slows every other one on its node, as far as requests do not protect them.",
	recommendation: "Set resources.limits.cpu where fairness matters more than bursts, and resources.requests.cpu always.",
	links: ["https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"],
	related: { prowler: ["core_cpu_limits_set"], others: ["kubescape:C-0270"] },
	parameters: { exemptNamespaces },
	evaluate(workload, context) {
		return judgeContainers(
			workload,
			context,
			named(({ cpuLimit, init }) => cpuLimit === undefined && !init),
			{
				pass: "every container has a CPU limit",
				fail: (list) => `containers that have no CPU limit: ${list}`,
				severity: "informational",
				sameForDatabases: true,
			},
		);
	},
});
