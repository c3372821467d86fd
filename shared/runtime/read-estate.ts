import { joinClusters, joinedKinds, rolesOf } from "../collectors/kubernetes/join.ts";
import { connectionKinds, type EarlierConnection, withConnections } from "../core/connections/connections.ts";
import type { Inventory } from "../core/inventory.ts";
import type { ResourceKind } from "../core/kinds.ts";
import type { Resource } from "../core/resources/index.ts";
import type { AnyRule } from "../core/rule.ts";
import { type Scope, scopeKey } from "../core/scope.ts";
import { kindsOf } from "../core/select.ts";
import type { ClusterProgress } from "./collect-clusters.ts";
import type { Progress } from "./collect-live.ts";
import { mergeInventories, narrowTo } from "./merge-inventories.ts";
import { answerable } from "./scan.ts";
import type { ScanSettings } from "./scan-settings.ts";

/** Shows how far one source has come, until `end`. */
export interface ProgressLine {
	update(progress: Progress | ClusterProgress): void;
	end(): void;
}

/** What an estate is read with. */
export interface EstateRequest {
	readonly settings: Pick<ScanSettings, "sources" | "databases" | "kubernetes" | "access">;
	readonly rules: readonly AnyRule[];
	/** A saved inventory that takes the place of AWS, and of the clusters in it. */
	readonly stored?: Inventory | undefined;
	/** Connections of the snapshot before this one. */
	readonly previous?: readonly EarlierConnection[] | undefined;
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly now: () => number;
	readonly progress: () => ProgressLine;
	/** Told at once, so that it stands before what follows. */
	readonly warn: (warnings: readonly string[]) => Promise<void>;
}

/** Reads AWS, clusters and databases as far as they are asked for, joins them, and says who connects to what. Each reader is loaded when it is needed. */
export async function readEstate(request: EstateRequest): Promise<Inventory> {
	const kinds = kindsOf(request.rules);
	const wantsConnections = kinds.has("database.Connection");
	// Clusters come first: they name the roles that AWS is then asked for.
	const clusters = await readClusters(request);
	const base = request.stored ?? (await readAws(request, kinds, clusters));
	const databases = await readDatabases(request, base);
	const aws = base && withoutServers(base, databases);
	const joined = clusters && joinClusters(clusters, aws, request.stored === undefined);
	const parts = [aws && withoutClusters(aws, joined), joined, databases].filter((part) => part !== undefined);
	const all = mergeInventories(...parts);
	const connected = wantsConnections && databases ? connect(all, databases, request) : all;
	// Connections were joined with more than rules look at; what nobody asked for must not count as unread.
	const wanted = new Set<ResourceKind>([...kinds, ...(request.stored?.resources ?? []).map(({ kind }) => kind)]);
	return narrowTo(connected, wanted);
}

/** What was saved, without servers that were read again, and their connections. */
function withoutServers(base: Inventory, databases: Inventory | undefined): Inventory {
	const read = new Set(databases?.resources.map(({ arn }) => arn));
	const again = (resource: Resource) => read.has(resource.kind === "database.Connection" ? resource.server : resource.arn);
	return { ...base, resources: base.resources.filter((resource) => !again(resource)) };
}

/** What was saved, without clusters that were read again. */
function withoutClusters(base: Inventory, clusters: Inventory | undefined): Inventory {
	const read = new Set(clusters?.scopes.map(scopeKey));
	const other = (scope: Scope) => !("cluster" in scope && read.has(scopeKey(scope)));
	return {
		scopes: base.scopes.filter(other),
		resources: base.resources.filter((resource) => !resource.kind.startsWith("kubernetes.") || other(resource)),
		errors: base.errors.filter(({ scope }) => other(scope)),
	};
}

/** With the connections of the servers that were read now; those of a saved inventory are in it. */
const connect = (all: Inventory, databases: Inventory, { now, previous }: EstateRequest): Inventory =>
	withConnections(all, { now: now(), previous, servers: new Set(databases.resources.map(({ arn }) => arn)) });

async function readClusters({ settings, environment, now, progress, warn }: EstateRequest): Promise<Inventory | undefined> {
	if (!settings.kubernetes) return undefined;
	const { collectClusters } = await import("./collect-clusters.ts");
	const line = progress();
	try {
		const { inventory, warnings } = await collectClusters({
			settings: settings.kubernetes,
			access: settings.access,
			environment,
			now,
			onProgress: line.update,
		});
		line.end();
		await warn(warnings);
		return inventory;
	} finally {
		line.end();
	}
}

async function readAws(
	{ settings, rules, environment, now, progress }: EstateRequest,
	kinds: ReadonlySet<ResourceKind>,
	clusters: Inventory | undefined,
): Promise<Inventory | undefined> {
	if (!settings.sources.has("aws")) return undefined;
	const { collectLive } = await import("./collect-live.ts");
	const joined = [...(clusters ? joinedKinds : []), ...(settings.databases && kinds.has("database.Connection") ? connectionKinds : [])];
	const line = progress();
	try {
		return await collectLive({
			...settings.access,
			kinds: new Set([...kindsOf(answerable(rules, new Set(["aws"]))), ...joined]),
			serviceAccountRoles: clusters && rolesOf(clusters),
			now,
			environment,
			onProgress: line.update,
		});
	} finally {
		line.end();
	}
}

async function readDatabases({ settings, environment, warn }: EstateRequest, aws: Inventory | undefined): Promise<Inventory | undefined> {
	if (!settings.databases) return undefined;
	const { readDatabases: read } = await import("./read-databases.ts");
	const { inventory, warnings } = await read({ settings: settings.databases, profile: settings.access.profile, environment, aws });
	await warn(warnings);
	return inventory;
}
