import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { nameOf } from "./judge/name.ts";
import { exemptNamespaces, ofPlatform } from "./judge/platform.ts";

export const kubernetesWorkloadOwnServiceAccount = defineRule({
	id: "kubernetes-workload-own-service-account",
	title: "Workloads run as a service account that was made for them",
	severity: "medium",
	resource: "kubernetes.Workload",
	risk: "Whatever is given to the default service account, a role or an IAM role, every pod of the namespace has that names no other.",
	recommendation: "Create a service account for the workload and name it in serviceAccountName.",
	links: ["https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/"],
	related: { others: ["kube-bench:4.1.5", "kubescape:C-0189"] },
	parameters: { exemptNamespaces },
	evaluate(workload, { parameters }) {
		const platform = ofPlatform(workload, parameters);
		if (platform) return platform;
		const { serviceAccount, tokenMounted } = workload;
		if (serviceAccount !== "default") return pass(`${nameOf(workload)} runs as ${serviceAccount}.`, { serviceAccount });
		const token = "value" in tokenMounted ? tokenMounted.value : undefined;
		return fail(
			`${nameOf(workload)} runs as the default service account${token ? ", and mounts its token" : ""}.`,
			{ serviceAccount, tokenMounted: token },
			// Without a token the pod cannot act as the account in the cluster.
			token === false ? "low" : "medium",
		);
	},
});
