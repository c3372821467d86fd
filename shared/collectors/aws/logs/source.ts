import type { Scope } from "../../../core/scope.ts";

/** The database or cluster that writes to a log group, by the name that AWS gives such groups; proxies' ARNs do not follow from their names. */
export function logSource(name: string, { partition, account, region }: Scope): string | undefined {
	const [, sort, id] = /^\/aws\/rds\/(instance|cluster)\/([^/]+)\/[^/]+$/.exec(name) ?? [];
	if (id) return `arn:${partition}:rds:${region}:${account}:${sort === "cluster" ? "cluster" : "db"}:${id}`;
	const [, cluster] = /^\/aws\/eks\/([^/]+)\/cluster$/.exec(name) ?? [];
	return cluster ? `arn:${partition}:eks:${region}:${account}:cluster/${cluster}` : undefined;
}
