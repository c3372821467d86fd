import type { ResourceKind } from "../core/kinds.ts";

/** What a scan asks of every collector. */
export interface CollectorOptions {
	/** Milliseconds since the epoch. */
	readonly now: number;
	/** The kinds that are wanted, with those that joins need; what serves no other kind is not fetched. */
	readonly kinds: ReadonlySet<ResourceKind>;
	/** Ask CloudWatch how much databases are used (GetMetricData is charged by the metric). */
	readonly utilization: boolean;
	/** Read a sample of recent log events to count secrets in them. */
	readonly inspectLogEvents: boolean;
	/** The regions that are scanned in this account, first the one that speaks for what belongs to no region. */
	readonly regions: readonly string[];
}
