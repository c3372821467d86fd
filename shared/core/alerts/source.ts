import type { Drift } from "../diff.ts";
import type { Snapshot } from "../snapshot.ts";

/** What alerts are made from, and how. */
export interface AlertSource {
	readonly drift: Drift;
	readonly before: Snapshot;
	readonly after: Snapshot;
	/** Tags whose value is the environment, in this order; case does not count. */
	readonly environmentTags: readonly string[];
	/** Address of the report; `{snapshot}` stands for the snapshot's id. */
	readonly report?: string | undefined;
}

/** The address of the report of a snapshot, when one is configured. */
export const reportLink = (report: string | undefined, snapshot: string): { report?: string } =>
	report === undefined ? {} : { report: report.replaceAll("{snapshot}", encodeURIComponent(snapshot)) };
