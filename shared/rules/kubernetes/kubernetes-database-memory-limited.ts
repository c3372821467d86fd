import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { databaseContainers, databaseOf, noDatabase } from "./judge/database.ts";
import { nameOf } from "./judge/name.ts";

export const kubernetesDatabaseMemoryLimited = defineRule({
	id: "kubernetes-database-memory-limited",
	title: "Database in a pod has a limit of memory",
	severity: "low",
	resource: "kubernetes.Workload",
	risk: "A query that takes all memory makes the kernel kill processes of the node, the database and its neighbours included.",
	recommendation:
		"Set requests and limits of memory to the same value, with room above shared_buffers, or the buffer pool, and the work of the sessions.",
	links: ["https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"],
	related: { others: ["kubescape:C-0004"] },
	evaluate(workload) {
		if (!databaseOf(workload)) return noDatabase(workload);
		const unlimited = databaseContainers(workload).filter(({ memoryLimit }) => memoryLimit === undefined);
		return expectNone(
			{ name: nameOf(workload) },
			unlimited.map(({ name }) => name),
			{ pass: "the database has a limit of memory", fail: (list) => `containers have no limit of memory: ${list}` },
		);
	},
});
