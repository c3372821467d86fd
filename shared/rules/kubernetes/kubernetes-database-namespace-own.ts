import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { databaseOf, noDatabase } from "./judge/database.ts";
import { nameOf } from "./judge/name.ts";

export const kubernetesDatabaseNamespaceOwn = defineRule({
	id: "kubernetes-database-namespace-own",
	title: "Database in a pod is not in the default namespace",
	severity: "low",
	resource: "kubernetes.Workload",
	risk: "Rights, NetworkPolicies and quotas are given by namespace: in the default one they hold for everything that nobody put elsewhere.",
	recommendation: "Move the database to a namespace of the service that owns it, with its volume and its Secrets.",
	links: ["https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/"],
	related: { others: ["kubescape:C-0061"] },
	evaluate(workload) {
		if (!databaseOf(workload)) return noDatabase(workload);
		const { namespace } = workload;
		return namespace === "default"
			? fail(`${nameOf(workload)} is in the default namespace.`, { namespace })
			: pass(`${nameOf(workload)} is in the namespace ${namespace}.`, { namespace });
	},
});
