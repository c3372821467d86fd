import type { KubernetesDatabaseConfig, KubernetesWorkload } from "../../core/resources/index.ts";
import type { KubernetesObject } from "../../kubernetes/port.ts";
import { databaseConfigOf } from "./database-config.ts";
import { from, type Reading } from "./listings.ts";
import { baseOf, compare, type Here, namespaceOf } from "./objects.ts";
import { push } from "./selectors.ts";

/** ConfigMaps that hold configuration of databases, with the workloads that mount them. `sources` are the lists that workloads come from. */
export function databaseConfigResources(
	here: Here,
	configMaps: readonly KubernetesObject[],
	workloads: readonly KubernetesWorkload[],
	sources: readonly Reading[],
): KubernetesDatabaseConfig[] {
	const mounting = new Map<string, KubernetesWorkload[]>();
	for (const workload of workloads) for (const name of workload.configMaps) push(mounting, `${workload.namespace}\n${name}`, workload);
	return configMaps.flatMap((object) => {
		const users = mounting.get(`${namespaceOf(object)}\n${object.metadata.name}`) ?? [];
		const facts = databaseConfigOf(object, new Set(users.flatMap(({ database }) => database?.engine ?? [])));
		if (!facts) return [];
		return [
			{
				kind: "kubernetes.DatabaseConfig" as const,
				...baseOf(here, object, "ConfigMap"),
				namespace: namespaceOf(object),
				...facts,
				usedBy: from(sources, () => [...new Set(users.map(({ name }) => name))].sort(compare)),
			},
		];
	});
}
