import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { firstOf } from "../judge/offenders.ts";
import { nameOf } from "./judge/name.ts";
import { exemptNamespaces, ofPlatform } from "./judge/platform.ts";

export const kubernetesServiceAccountTokenWhereNeeded = defineRule({
	id: "kubernetes-service-account-token-where-needed",
	title: "Only service accounts with rights in the cluster mount their token",
	severity: "low",
	resource: "kubernetes.ServiceAccount",
	risk: "A token that no program needs serves an intruder alone: it proves an identity to the API server and to whatever trusts the cluster.",
	recommendation: "Set automountServiceAccountToken: false on the service account, and true in the pods that talk to the API server.",
	links: ["https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/"],
	related: { others: ["kube-bench:4.1.6", "kubescape:C-0034", "kubescape:C-0190"] },
	parameters: { exemptNamespaces },
	evaluate(account, { parameters }) {
		const called = nameOf(account);
		if (account.name === "default") return notApplicable(`${called} is judged by kubernetes-service-account-default-automount-off.`);
		const platform = ofPlatform(account, parameters);
		if (platform) return platform;
		const evidence = { automountToken: account.automountToken ?? null };
		if (account.automountToken === false) return pass(`${called} mounts no token by default.`, evidence);
		if ("value" in account.usesDatabase && account.usesDatabase.value)
			return notApplicable(`${called} works with a database, and kubernetes-service-account-database-automount-off judges it.`);
		if (need(account.workloads).length === 0) return notApplicable(`${called} is used by no workload.`);
		const roles = need(account.roles);
		return roles.length > 0
			? pass(`${called} mounts its token, and has rights in the cluster.`, { ...evidence, roles: firstOf(roles) })
			: fail(`${called} mounts its token into pods, and has no rights in the cluster that they could use.`, { ...evidence, roles: [] });
	},
});
