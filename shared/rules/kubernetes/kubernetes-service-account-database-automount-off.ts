import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { nameOf } from "./judge/name.ts";

export const kubernetesServiceAccountDatabaseAutomountOff = defineRule({
	id: "kubernetes-service-account-database-automount-off",
	title: "Service account of databases and their clients mounts no token by default",
	severity: "low",
	resource: "kubernetes.ServiceAccount",
	risk: "Whoever breaks into the pod finds a token of the Kubernetes API and starts to look around with it.",
	recommendation:
		"Set automountServiceAccountToken: false on the service account; pods that talk to the API can set it to true themselves.",
	links: ["https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/"],
	related: { others: ["kube-bench:4.1.6"] },
	evaluate(account) {
		const called = nameOf(account);
		if (account.name === "default")
			return notApplicable(`${called} belongs to nobody; kubernetes-service-account-default-automount-off judges it.`);
		const { automountToken } = account;
		const evidence = { automountToken: automountToken ?? null };
		if (automountToken === false) return pass(`${called} mounts no token by default.`, evidence);
		if (!need(account.usesDatabase)) return notApplicable(`${called} is used by no database and no client of one.`);
		if (need(account.roles).length > 0)
			return notApplicable(`${called} has rights in the Kubernetes API, which its pods use by the token.`);
		return fail(`${called} mounts a token into its pods, although no rights are bound to it.`, evidence);
	},
});
