import { defineRule } from "../../core/rule.ts";
import { judgeContainers, named } from "./judge/containers.ts";
import { exemptNamespaces } from "./judge/platform.ts";

export const kubernetesWorkloadRootFilesystemReadOnly = defineRule({
	id: "kubernetes-workload-root-filesystem-read-only",
	title: "Containers cannot write to their root file system",
	severity: "low",
	resource: "kubernetes.Workload",
	risk: "An intruder replaces programs and drops tools in a writable file system, and nothing of the image tells.",
	recommendation: "Set readOnlyRootFilesystem to true and mount emptyDir or volumes where the program writes.",
	links: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"],
	related: { prowler: ["core_readonly_root_filesystem_enabled"], others: ["kubescape:C-0017"] },
	parameters: { exemptNamespaces },
	evaluate(workload, context) {
		return judgeContainers(
			workload,
			context,
			named(({ readOnlyRootFilesystem }) => readOnlyRootFilesystem !== true),
			{
				pass: "every root file system is read-only",
				fail: (list) => `containers that can write to their root file system: ${list}`,
				severity: "low",
				sameForDatabases: true,
			},
		);
	},
});
