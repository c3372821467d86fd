import { defineRule } from "../../core/rule.ts";
import { judgeContainers, named } from "./judge/containers.ts";
import { exemptNamespaces } from "./judge/platform.ts";

export const kubernetesWorkloadRunsAsNonRoot = defineRule({
	id: "kubernetes-workload-runs-as-non-root",
	title: "Containers run as a user other than root",
	severity: "medium",
	resource: "kubernetes.Workload",
	risk: "Root in the container is root on the node once a flaw of the runtime or the kernel lets it out.",
	recommendation: "Set runAsNonRoot to true, and runAsUser to a number above 0 when the image does not name one.",
	links: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"],
	related: { prowler: ["core_minimize_root_containers_admission"], others: ["kubescape:C-0013", "kubescape:C-0198", "kubescape:C-0218"] },
	parameters: { exemptNamespaces },
	evaluate(workload, context) {
		return judgeContainers(
			workload,
			context,
			named(({ runAsNonRoot, runAsUser }) => runAsUser === 0 || (runAsNonRoot !== true && runAsUser === undefined)),
			{
				pass: "every container runs as another user than root",
				fail: (list) => `containers that run as root or may do so: ${list}`,
				severity: workload.containers.some(({ runAsUser }) => runAsUser === 0) ? "medium" : "low",
			},
		);
	},
});
