import { mapBounded } from "../../aws/concurrency.ts";
import type { CollectionError } from "../../core/inventory.ts";
import type { ResourceKind } from "../../core/kinds.ts";
import { type Observed, seen, type Unread, unread } from "../../core/observed.ts";
import type { Scope } from "../../core/scope.ts";
import type { KubernetesApi, KubernetesObject } from "../../kubernetes/port.ts";
import { type CustomList, customLists, kubernetesLists } from "./scan.permissions.ts";

/** Lists that are read at a time. */
const listsAtATime = 6;

/** What was read of one kind of object; `gap` says why it may not be all. */
export interface Reading {
	readonly items: readonly KubernetesObject[];
	readonly gap: Unread | undefined;
}

export type ListName = keyof typeof kubernetesLists;
export type CustomName = keyof typeof customLists;

/** Everything that was read of a cluster. */
export interface Listings {
	readonly core: Readonly<Record<ListName, Reading>>;
	readonly custom: Readonly<Record<CustomName, Reading>>;
	readonly groups: Observed<ReadonlyMap<string, readonly string[]>>;
	readonly version: Observed<string>;
	/** The chosen namespaces; undefined when all were read. */
	readonly namespaces: readonly string[] | undefined;
}

/** Lists all that the collector needs, several lists at a time; each is asked for once. */
export async function readListings(api: KubernetesApi): Promise<Listings> {
	const groups = await api.groups();
	const reads = [
		...Object.entries(kubernetesLists).map(([name, request]) => [name, async () => reading(await api.list(request), api, name)] as const),
		...Object.entries(customLists).map(([name, request]) => [name, () => readCustom(api, request, groups)] as const),
	];
	const read = Object.fromEntries(await mapBounded(reads, listsAtATime, async ([name, task]) => [name, await task()] as const));
	return {
		core: read as Record<ListName, Reading>,
		custom: read as Record<CustomName, Reading>,
		groups,
		version: await api.version(),
		namespaces: api.namespaces,
	};
}

function reading({ items, error }: { items: readonly KubernetesObject[]; error?: Unread }, api: KubernetesApi, name: string): Reading {
	// A chosen namespace that does not exist is the caller's to report; the others are complete.
	const missing = name === "namespaces" && api.namespaces !== undefined && error?.cause === "notFound";
	return { items, gap: missing ? undefined : error };
}

/** A group that is not there has no objects. A group whose preferred version lacks the resource may have it in another. */
async function readCustom(api: KubernetesApi, request: CustomList, groups: Listings["groups"]): Promise<Reading> {
	if ("unread" in groups) return { items: [], gap: groups.unread };
	const versions = groups.value.get(request.group);
	if (versions?.length === 0) {
		const message = `The server does not say in which versions it has ${request.group}.`;
		return { items: [], gap: { service: "kubernetes", operation: `list ${request.plural}.${request.group}`, cause: "malformed", message } };
	}
	for (const version of versions ?? []) {
		const { items, error } = await api.list({ ...request, version });
		if (error?.cause !== "notFound")
			return { items: items.map((item) => ({ ...item, apiVersion: `${request.group}/${version}` })), gap: error };
	}
	return { items: [], gap: undefined };
}

/** A fact that depends on lists: unread when one of them may not be whole. */
export function from<T>(readings: readonly Reading[], make: () => T): Observed<T> {
	const gap = readings.find((part) => part.gap)?.gap;
	return gap ? unread(gap) : seen(make());
}

/** The kinds whose resources may be missing when a list fails. Lists that only give facts cost no resources: the facts are unread. */
const lost: Partial<Record<ListName | CustomName, ResourceKind>> = {
	namespaces: "kubernetes.Namespace",
	pods: "kubernetes.Workload",
	deployments: "kubernetes.Workload",
	statefulSets: "kubernetes.Workload",
	daemonSets: "kubernetes.Workload",
	replicaSets: "kubernetes.Workload",
	jobs: "kubernetes.Workload",
	cronJobs: "kubernetes.Workload",
	serviceAccounts: "kubernetes.ServiceAccount",
	services: "kubernetes.Service",
	configMaps: "kubernetes.DatabaseConfig",
	roles: "kubernetes.Role",
	clusterRoles: "kubernetes.Role",
	cloudNativePg: "kubernetes.OperatorDatabase",
	zalando: "kubernetes.OperatorDatabase",
	crunchy: "kubernetes.OperatorDatabase",
	perconaPostgres: "kubernetes.OperatorDatabase",
	perconaXtraDb: "kubernetes.OperatorDatabase",
	mariadbOperator: "kubernetes.OperatorDatabase",
	mysqlOperator: "kubernetes.OperatorDatabase",
	ackDbInstances: "kubernetes.OperatorDatabase",
	ackDbClusters: "kubernetes.OperatorDatabase",
};

/** One error a list that failed; where all custom lists fail for want of the groups, one error for all. */
export function errorsOf({ core, custom }: Listings, scope: Scope): CollectionError[] {
	const byGap = new Map<Unread, Set<ResourceKind>>();
	for (const [name, { gap }] of [...Object.entries(core), ...Object.entries(custom)] as [ListName | CustomName, Reading][]) {
		if (!gap) continue;
		const kinds = byGap.get(gap) ?? new Set();
		const kind = lost[name];
		byGap.set(gap, kind ? kinds.add(kind) : kinds);
	}
	return [...byGap].map(([gap, kinds]) => ({ ...gap, scope, kinds: [...kinds] }));
}
