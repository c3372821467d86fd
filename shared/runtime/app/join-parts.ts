import { joinCollected } from "../../collectors/join-collected.ts";
import { joinClusters } from "../../collectors/kubernetes/join.ts";
import { withConnections } from "../../core/connections/connections.ts";
import type { CollectionError, Inventory } from "../../core/inventory.ts";
import { type ResourceKind, sourceOf } from "../../core/kinds.ts";
import type { Unread } from "../../core/observed.ts";
import type { Scope } from "../../core/scope.ts";
import { mergeInventories, narrowTo } from "../merge-inventories.ts";
import type { AppConfig } from "./app-config.ts";
import { clusterName } from "./cluster-name.ts";
import { awsKindsOf, judgedKindsOf, type PartSpec, readsAws } from "./item-kinds.ts";
import type { ScanItem } from "./messages.ts";
import { mergedParts } from "./parts.ts";

/** Parts of an item that were read, by what they are. */
export type ReadParts = Readonly<Record<PartSpec["type"], readonly Inventory[]>>;

/** What the parts of an item are joined with. */
export interface JoinOptions {
	readonly config: Pick<AppConfig, "kinds" | "kubernetes">;
	/** The time of the scan, milliseconds since the epoch. */
	readonly now: number;
	/** Why the item was not read to its end: then everything in it may be incomplete. */
	readonly failure?: Unread | undefined;
	/** What else of AWS was not read in the scope of the item. */
	readonly unread?: readonly CollectionError[] | undefined;
}

/**
 * One inventory of an item, joined as a scan on the command line joins its own: AWS with itself, clusters with their EKS clusters and roles, databases
 * with who connects to them. Pure. Its scopes are those that get a snapshot: the item's own, and each cluster's.
 */
export function joinParts(item: ScanItem, parts: ReadParts, { config, now, failure, unread = [] }: JoinOptions): Inventory {
	const judged = judgedKindsOf(item, config);
	const awsKinds = awsKindsOf(item, config);
	const failures = failure ? failuresOf(item, config, awsKinds, failure) : [];
	const ofAws = [...failures.filter(({ scope }) => scope.cluster === undefined), ...unread];
	const raw = mergedParts(parts.aws);
	const scopes = raw.scopes.length > 0 ? raw.scopes : [item.scope];
	// Joins take what is missing for absent unless they are told.
	const aws = awsKinds.size > 0 ? joinCollected({ ...raw, scopes, errors: [...raw.errors, ...ofAws] }, awsKinds) : undefined;
	const clusters = item.clusters && joinClusters(mergedParts(parts.cluster), aws);
	const databases = item.databases && mergedParts(parts.databases);
	const all = mergeInventories(...[aws, clusters, databases].filter((part) => part !== undefined));
	const connected =
		databases && judged.has("database.Connection")
			? withConnections(all, { now, servers: new Set(databases.resources.map(({ arn }) => arn)) })
			: all;
	const others = failures.filter(({ scope, kinds }) => scope.cluster !== undefined || kinds.some((kind) => sourceOf(kind) === "databases"));
	const { resources, errors } = narrowTo({ ...connected, errors: [...connected.errors, ...others] }, judged);
	return { scopes: scopesOf(item, config), resources, errors: once(errors) };
}

/** The scopes of an item that get a snapshot. */
export const scopesOf = (item: ScanItem, config: Pick<AppConfig, "kubernetes">): Scope[] => [
	...(readsAws(item) || item.databases ? [item.scope] : []),
	...(item.clusters ?? []).map((arn) => ({ ...item.scope, cluster: clusterName(arn, config) })),
];

/** One error for the kinds of AWS and of databases, one for each cluster. */
function failuresOf(
	item: ScanItem,
	config: Pick<AppConfig, "kinds" | "kubernetes">,
	awsKinds: ReadonlySet<ResourceKind>,
	failure: Unread,
): CollectionError[] {
	const judged = [...judgedKindsOf(item, config)];
	const inCluster = judged.filter((kind) => sourceOf(kind) === "kubernetes");
	const outside = [...new Set([...awsKinds, ...judged.filter((kind) => sourceOf(kind) !== "kubernetes")])];
	return scopesOf(item, config).map((scope) => ({ ...failure, scope, kinds: scope.cluster === undefined ? outside : inCluster }));
}

/** The failure of a whole item passes through two joins. */
const once = (errors: readonly CollectionError[]): CollectionError[] => [
	...new Map(errors.map((error) => [JSON.stringify(error), error])).values(),
];
