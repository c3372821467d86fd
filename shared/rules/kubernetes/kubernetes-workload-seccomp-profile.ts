import { defineRule } from "../../core/rule.ts";
import { judgeContainers, named } from "./judge/containers.ts";
import { exemptNamespaces } from "./judge/platform.ts";

export const kubernetesWorkloadSeccompProfile = defineRule({
	id: "kubernetes-workload-seccomp-profile",
	title: "Containers run under a seccomp profile",
	severity: "medium",
	resource: "kubernetes.Workload",
	risk: "Without a profile every system call of the kernel is open to a compromised process, and with them the flaws that lead out of the container.",
	recommendation: "Set seccompProfile.type to RuntimeDefault on the pod; the restricted Pod Security Standard enforces it.",
	links: ["https://kubernetes.io/docs/tutorials/security/seccomp/"],
	related: { prowler: ["core_seccomp_profile_docker_default"], others: ["kubescape:C-0055", "kubescape:C-0210"] },
	parameters: { exemptNamespaces },
	evaluate(workload, context) {
		return judgeContainers(
			workload,
			context,
			named(({ seccompProfile }) => seccompProfile !== "RuntimeDefault" && seccompProfile !== "Localhost"),
			{
				pass: "every container runs under a seccomp profile",
				fail: (list) => `containers that run without a seccomp profile: ${list}`,
				severity: workload.containers.some(({ seccompProfile }) => seccompProfile === "Unconfined") ? "medium" : "low",
			},
		);
	},
});
