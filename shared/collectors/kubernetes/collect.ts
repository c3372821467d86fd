import type { Resource } from "../../core/resources/index.ts";
import type { KubernetesApi } from "../../kubernetes/port.ts";
import type { Collected } from "../ports.ts";
import { roleResources, serviceAccountResources } from "./access.ts";
import { clusterResource } from "./cluster.ts";
import { databaseConfigResources } from "./config-maps.ts";
import { errorsOf, readListings } from "./listings.ts";
import { databaseNamespaces, namespaceResources } from "./namespaces.ts";
import type { ClusterPlace } from "./objects.ts";
import { operatorDatabases } from "./operators/databases.ts";
import { draftWorkloads } from "./owners.ts";
import { readRoles } from "./rbac.ts";
import { serviceResources } from "./services.ts";
import { readWorkloads, workloadResources } from "./workloads.ts";

/**
 * Reads one cluster: every list once, everything else joined in memory. Never throws for the API: a list that fails is a collection error of the kinds
 * that miss resources by it, and every fact that depends on it is unread. Secrets are never listed, and no value that may be one is kept.
 */
export async function collectKubernetes(api: KubernetesApi, { partition, account, region }: ClusterPlace): Promise<Collected> {
	const here = { partition, account, region, cluster: api.cluster };
	const listings = await readListings(api);
	const { core } = listings;
	const running = [core.pods, core.deployments, core.statefulSets, core.daemonSets, core.replicaSets, core.jobs, core.cronJobs];
	const workloads = readWorkloads(here, listings, draftWorkloads(listings));
	const resources = workloadResources(here, listings, workloads);
	const roles = readRoles(listings);
	const all: Resource[] = [
		clusterResource(here, listings),
		...namespaceResources(here, listings, workloads, roles, running),
		...resources,
		...serviceAccountResources(here, listings, resources, roles, running),
		...roleResources(here, listings, roles, databaseNamespaces(workloads, running)),
		...serviceResources(here, core.services.items, workloads, running),
		...databaseConfigResources(here, core.configMaps.items, resources, running),
		...operatorDatabases(here, listings),
	];
	return { resources: all, errors: errorsOf(listings, here) };
}
