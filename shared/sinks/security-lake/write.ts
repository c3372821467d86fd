import { scopeName } from "../../core/history/scope-name.ts";
import type { Scope } from "../../core/scope.ts";
import type { Snapshot } from "../../core/snapshot.ts";
import type { ObjectStore } from "../s3/store.ts";
import { complianceFindingColumns } from "./compliance-finding.ts";
import { parquetOf } from "./parquet.ts";

/** A custom source of Security Lake. */
export interface LakeSource {
	readonly source: string;
	readonly sourceVersion?: string | undefined;
	/** Of the data lake. */
	readonly region: string;
}

/** Events in one object: some 100 MB in memory, a few in the lake, far below the 256 MB of an object. */
const rowsAtATime = 20_000;

/** Below the prefix of the source, partitioned as Security Lake has it; what no AWS account hosts is `external`. */
export function lakeKey({ source, sourceVersion, region }: LakeSource, scope: Scope, snapshot: Snapshot, part = 1): string {
	const prefix = `ext/${source}/${sourceVersion === undefined ? "" : `${sourceVersion}/`}`;
	const account = scope.account === "-" ? "external" : scope.account;
	const day = snapshot.finishedAt.slice(0, 10).replaceAll("-", "");
	const name = `${snapshot.id}.${scopeName(scope)}${part === 1 ? "" : `~${part}`}`;
	return `${prefix}region=${region}/accountId=${account}/eventDay=${day}/${name}.parquet`;
}

/**
 * Writes the findings of a scope's snapshot as OCSF Compliance Findings; `events` are those of the snapshot. An object that is there already was written by an
 * earlier try, and stays. Gives the number of findings that were written now; a snapshot without findings leaves nothing.
 */
export async function writeLake(
	store: ObjectStore,
	source: LakeSource,
	{ scope, snapshot, events }: { readonly scope: Scope; readonly snapshot: Snapshot; readonly events: Iterable<object> },
): Promise<number> {
	let written = 0;
	let part = 0;
	const put = async (rows: readonly object[]) => {
		part++;
		const body = parquetOf(rows, complianceFindingColumns, snapshot.generator);
		const key = lakeKey(source, scope, snapshot, part);
		if (await store.put(key, body, "application/vnd.apache.parquet", { absent: true })) written += rows.length;
	};
	let rows: object[] = [];
	for (const event of events) {
		rows.push(event);
		if (rows.length < rowsAtATime) continue;
		await put(rows);
		rows = [];
	}
	if (rows.length > 0) await put(rows);
	return written;
}
