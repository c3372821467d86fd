import { isGlobal } from "../../collectors/joined-kinds.ts";
import { joinedKinds } from "../../collectors/kubernetes/join.ts";
import { connectionKinds } from "../../core/connections/connections.ts";
import { type ResourceKind, type Source, sourceOf } from "../../core/kinds.ts";
import type { AppConfig } from "./app-config.ts";
import type { ScanItem } from "./messages.ts";

/** One step of reading a scope: it is read, kept and, if need be, given up as a whole. */
export type PartSpec =
	| { readonly name: string; readonly type: "cluster"; readonly arn: string }
	/** Everything of AWS, or one service of it. */
	| { readonly name: string; readonly type: "aws"; readonly service?: string }
	| { readonly name: string; readonly type: "databases"; readonly keys: readonly string[] };

/** Databases of a part: so many are read at a time, so that the part takes no longer than the slowest. */
export const databasesAtATime = 8;

/** The part that says that AWS is read service by service, since it did not fit into one invocation. */
export const splitPart = "split";
/** The part that says why a scope could not be read to its end. */
export const failedPart = "failed";

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
