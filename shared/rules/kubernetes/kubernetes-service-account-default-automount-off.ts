import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { nameOf } from "./judge/name.ts";
import { exemptNamespaces, ofPlatform } from "./judge/platform.ts";

export const kubernetesServiceAccountDefaultAutomountOff = defineRule({
	id: "kubernetes-service-account-default-automount-off",
	title: "Default service accounts mount no token",
	severity: "low",
	resource: "kubernetes.ServiceAccount",
	risk: "Every pod that names no service account carries a token of the Kubernetes API, which an intruder uses to look around the cluster.",
	recommendation: "Set automountServiceAccountToken: false on the default service account of the namespace.",
	links: ["https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/"],
	related: { others: ["kube-bench:4.1.5", "kubescape:C-0189"] },
	parameters: { exemptNamespaces },
	evaluate(account, { parameters }) {
		const called = nameOf(account);
		if (account.name !== "default") return notApplicable(`${called} was made for a purpose.`);
		const platform = ofPlatform(account, parameters);
		if (platform) return platform;
		const unused = "value" in account.workloads && account.workloads.value.length === 0;
		const evidence = { automountToken: account.automountToken ?? null, used: !unused };
		if (account.automountToken === false) return pass(`${called} mounts no token.`, evidence);
		return unused
			? fail(`${called} would mount a token into pods, though none runs as it now.`, evidence, "informational")
			: fail(`${called} mounts a token into the pods that name no service account.`, evidence);
	},
});
