import type { Scope } from "../../core/scope.ts";
import type { SnapshotRepair } from "../../core/snapshot.ts";
import type { JsonObject } from "../../remediations/action.ts";
import { type Attempt, isFinal } from "../../remediations/engine/attempt.ts";
import type { Documents } from "../../remediations/engine/documents.ts";
import { keys } from "../../remediations/engine/keys.ts";
import type { ObjectStore } from "../../sinks/s3/store.ts";

/** Where the history of a scope is kept, below the documents of repairs. */
const repairHistoryKey = ({ account, region }: Pick<Scope, "account" | "region">): string => `history/v1/${account}-${region}.json`;

/** Entries of a scope that are kept: what is older stays in the evidence. */
const kept = 100;
/** So many writers may get in between. */
const patience = 50;

/**
 * Documents whose attempts, when they end, are noted in the history of their scope, which snapshots take along. Noted before the attempt itself says so, and
 * once: an attempt that ends again (a repair that is taken back) replaces its entry.
 */
export function withHistory(documents: Documents): Documents {
	return {
		...documents,
		async put(key, value, condition) {
			const attempt = key.startsWith(keys.attempts) ? (value as unknown as Attempt) : undefined;
			if (attempt && isFinal(attempt.phase)) await note(attempt, documents);
			return documents.put(key, value, condition);
		},
	};
}

async function note(attempt: Attempt, documents: Documents): Promise<void> {
	const key = repairHistoryKey(attempt.target);
	const entry = entryOf(attempt);
	for (let tries = 0; tries < patience; tries++) {
		const stored = await documents.get(key);
		const { repairs } = (stored?.value ?? { repairs: [] }) as unknown as { readonly repairs: readonly SnapshotRepair[] };
		const next = [...repairs.filter((each) => each.attempt !== entry.attempt), entry].slice(-kept);
		if (await documents.put(key, { repairs: next } as unknown as JsonObject, stored ? { etag: stored.etag } : { absent: true })) return;
	}
	throw new Error(`${key} was changed by others ${patience} times in a row.`);
}

const entryOf = ({ id, kind, action, target, phase, reason, detail, request, approval, made, updatedAt }: Attempt): SnapshotRepair => ({
	attempt: id,
	kind,
	action,
	resource: target.arn,
	phase,
	...(reason === undefined ? {} : { reason }),
	detail,
	why: request.why,
	by: approval?.by ?? request.by,
	at: updatedAt,
	requestIds: made.flatMap(({ requestId }) => requestId ?? []),
});

/** What was done about a scope, the oldest first; undefined when nothing ever was. */
export async function readHistory(state: ObjectStore, prefix: string, scope: Scope): Promise<readonly SnapshotRepair[] | undefined> {
	// Nothing inside of a cluster is repaired.
	if (scope.cluster !== undefined) return undefined;
	const stored = await state.get(prefix + repairHistoryKey(scope));
	if (!stored) return undefined;
	const { repairs } = JSON.parse(Buffer.from(stored.body).toString("utf8")) as { readonly repairs: readonly SnapshotRepair[] };
	return repairs;
}
