import { joinedKinds } from "../../collectors/kubernetes/join.ts";
import { type CollectorEntry, collectors, isGlobal, withJoined } from "../../collectors/registry.ts";
import { connectionKinds } from "../../core/connections/connections.ts";
import { type ResourceKind, type Source, sourceOf } from "../../core/kinds.ts";
import { parseEksArn } from "../../kubernetes/eks-name.ts";
import type { AppConfig } from "./app-config.ts";
import type { ScanItem } from "./messages.ts";

/** One step of reading a scope: it is read, kept and, if need be, given up as a whole. */
export type PartSpec =
	| { readonly name: string; readonly type: "cluster"; readonly arn: string }
	/** Everything of AWS, or one service of it. */
	| { readonly name: string; readonly type: "aws"; readonly service?: string }
	| { readonly name: string; readonly type: "databases"; readonly keys: readonly string[] };

/** The part that says that AWS is read service by service, since it did not fit into one invocation. */
export const splitPart = "split";
/** The part that says why a scope could not be read to its end. */
export const failedPart = "failed";

/** Databases of a part: so many are read at a time, so that the part takes no longer than the slowest. */
const databasesAtATime = 8;

/** The parts of an item in the order in which they are read: clusters name the roles that AWS is asked for, AWS tells where databases are. */
export function partsOf(item: ScanItem, config: Pick<AppConfig, "kinds">, split: boolean): PartSpec[] {
	const chunks = Array.from({ length: Math.ceil((item.databases?.length ?? 0) / databasesAtATime) }, (_, index) => index);
	return [
		...(item.clusters ?? []).map((arn): PartSpec => ({ name: `cluster.${parseEksArn(arn)?.name ?? ""}`, type: "cluster", arn })),
		...awsParts(item, config, split),
		...chunks.map(
			(index): PartSpec => ({
				name: `databases.${index}`,
				type: "databases",
				keys: (item.databases ?? []).slice(index * databasesAtATime, (index + 1) * databasesAtATime),
			}),
		),
	];
}

function awsParts(item: ScanItem, config: Pick<AppConfig, "kinds">, split: boolean): PartSpec[] {
	const kinds = awsKindsOf(item, config);
	if (kinds.size === 0) return [];
	if (!split) return [{ name: "aws", type: "aws" }];
	const needed = withJoined(kinds);
	return collectorsOf(item)
		.filter((entry) => entry.kinds.some((kind) => needed.has(kind)))
		.map(({ service }) => ({ name: `aws.${service}`, type: "aws", service }));
}

/** Are AWS's own kinds read in the scope of the item? One that is there for its databases and clusters alone is not. */
export const readsAws = ({ scope, regions }: ScanItem): boolean => scope.region === "global" || regions.includes(scope.region);

/** The kinds that the scope of an item is judged by: of AWS those that are listed in it, and those of its databases and clusters. */
export function judgedKindsOf(item: ScanItem, { kinds }: Pick<AppConfig, "kinds">): Set<ResourceKind> {
	const global = item.scope.region === "global";
	const aws = readsAws(item);
	const judged: Readonly<Record<Source, (kind: ResourceKind) => boolean>> = {
		aws: (kind) => aws && isGlobal(kind) === global,
		databases: () => item.databases !== undefined,
		kubernetes: () => item.clusters !== undefined,
	};
	return new Set(kinds.filter((kind) => judged[sourceOf(kind)](kind)));
}

/** The kinds of AWS that an item reads: those that are judged, and those that its clusters and connections are joined with. */
export function awsKindsOf(item: ScanItem, config: Pick<AppConfig, "kinds">): Set<ResourceKind> {
	if (!readsAws(item)) return new Set();
	const judged = judgedKindsOf(item, config);
	return new Set([
		...[...judged].filter((kind) => sourceOf(kind) === "aws"),
		...(item.clusters ? joinedKinds : []),
		...(judged.has("database.Connection") ? connectionKinds : []),
	]);
}

/** The regions that are read for an item; undefined: all of the account, which principals are joined with. */
export const regionsRead = ({ scope }: ScanItem): ReadonlySet<string> | undefined =>
	scope.region === "global" ? undefined : new Set([scope.region, "global"]);

/** The collectors of an item. For the global scope the databases of the regions are only counted: they are judged in their own. */
export const collectorsOf = ({ scope }: ScanItem): readonly CollectorEntry[] =>
	scope.region === "global"
		? collectors.map((entry) =>
				entry.service === "rds"
					? { ...entry, load: async () => (await import("../../collectors/aws/rds/servers.ts")).collectServers }
					: entry,
			)
		: collectors;
