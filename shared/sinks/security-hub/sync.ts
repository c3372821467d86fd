import type { AwsCaller } from "../../aws/caller.ts";
import { ConfigError } from "../../core/errors.ts";
import type { Unread } from "../../core/observed.ts";
import type { Snapshot } from "../../core/snapshot.ts";
import { addressOf } from "../s3/layout.ts";
import type { ObjectStore } from "../s3/store.ts";
import { batched, importBatch } from "./import.ts";
import { type HubChange, type Passes, planHub, type SecurityFindings } from "./plan.ts";
import { readTold, type StoredTold, type ToldFinding, writeTold } from "./told.ts";

/** Whom to tell, how, and where it is remembered. */
export interface HubTarget {
	/** With the credentials of the account of the scope, in its region. */
	readonly caller: AwsCaller;
	readonly store: ObjectStore;
	/** Of what was told of the scope. */
	readonly key: string;
	readonly passes: Passes;
	readonly findings: SecurityFindings;
	/** Is there time for another batch? */
	readonly hasTime: () => boolean;
}

/** What came of it. */
export interface HubOutcome {
	readonly imported: number;
	readonly refused: readonly { readonly id: string; readonly reason: string }[];
	/** What changed and was not told this time. */
	readonly waiting: number;
	/** Nothing is told to this account and region, and why. */
	readonly unavailable?: string;
	/** Why some were not told; the next time goes on from there. */
	readonly failure?: Unread;
	/** Time ran out; the next time goes on from there. */
	readonly more: boolean;
	/** A later scan of the scope was told already. */
	readonly behind: boolean;
}

/** Tries against others that tell of the same scope. */
const attempts = 5;

/**
 * Tells Security Hub what changed in a scope since it was last told. What is about to be sent is noted before it is, so that after
 * a crash nothing stands in Security Hub that nobody remembers and would archive; sent twice it stands there once.
 */
export async function syncHub(target: HubTarget, snapshot: Snapshot): Promise<HubOutcome> {
	const { store, key } = target;
	const done = { imported: 0, refused: [] as { id: string; reason: string }[] };
	for (let attempt = 0; attempt < attempts; attempt++) {
		const stored = await readTold(store, key);
		if (stored.told && Date.parse(stored.told.at) > Date.parse(snapshot.finishedAt))
			return { ...done, waiting: 0, more: false, behind: true };
		const { changes, forget } = planHub(snapshot, stored.told, target.passes, target.findings);
		if (changes.length === 0 && forget.length === 0) return { ...done, waiting: 0, more: false, behind: false };
		const noted = await note(target, stored, changes, snapshot);
		if (!noted) continue;
		const sent = await send(target, changes);
		done.imported += sent.taken.length;
		done.refused.push(...sent.refused.map(({ change, reason }) => ({ id: change.finding.Id, reason })));
		const findings: Record<string, ToldFinding> = { ...noted.told?.findings };
		for (const uid of forget) delete findings[uid];
		// Where nothing is taken, nothing can have arrived.
		if (sent.unavailable !== undefined) for (const { uid } of changes) if (stored.told?.findings[uid] === undefined) delete findings[uid];
		for (const { uid, after } of sent.taken) findings[uid] = after;
		for (const { change } of sent.refused) {
			// What cannot even be archived will not be tried again at every scan.
			if (change.after.archived) delete findings[change.uid];
			else findings[change.uid] = { ...change.after, hash: "", refused: change.after.hash };
		}
		const written = await writeTold(store, key, { version: 1, at: snapshot.finishedAt, findings }, noted.etag);
		const { unavailable, failure, more } = sent;
		const waiting = changes.length - sent.taken.length - sent.refused.length;
		if (written)
			return {
				...done,
				waiting,
				...(unavailable === undefined ? {} : { unavailable }),
				...(failure ? { failure } : {}),
				more,
				behind: false,
			};
	}
	throw new ConfigError(`${addressOf(store.bucket, key)} was changed by others ${attempts} times in a row.`);
}

/** Writes down of everything that is about to be sent that it may have arrived; undefined when others were quicker. */
function note(
	{ store, key }: HubTarget,
	{ told, etag }: StoredTold,
	changes: readonly HubChange[],
	{ finishedAt }: Snapshot,
): Promise<StoredTold | undefined> {
	const noted = changes.map(({ uid, after: { archived: _, ...after } }) => {
		const refused = told?.findings[uid]?.refused;
		return [uid, { ...after, hash: "", ...(refused === undefined ? {} : { refused }) }] as const;
	});
	return writeTold(store, key, { version: 1, at: finishedAt, findings: { ...told?.findings, ...Object.fromEntries(noted) } }, etag);
}

interface Sent {
	readonly taken: readonly HubChange[];
	readonly refused: readonly { readonly change: HubChange; readonly reason: string }[];
	readonly unavailable?: string;
	readonly failure?: Unread;
	readonly more: boolean;
}

/** One batch after the other: an account and region takes 10 calls a second. */
async function send({ caller, hasTime }: HubTarget, changes: readonly HubChange[]): Promise<Sent> {
	const taken: HubChange[] = [];
	const refused: { change: HubChange; reason: string }[] = [];
	let failure: Unread | undefined;
	for (const batch of batched(changes)) {
		if (!hasTime()) return { taken, refused, ...(failure ? { failure } : {}), more: true };
		const imported = await importBatch(caller, batch);
		taken.push(...imported.taken);
		refused.push(...imported.refused);
		failure ??= imported.failure;
		if (imported.unavailable !== undefined) return { taken, refused, unavailable: imported.unavailable, more: false };
		// A call that failed as a whole, after its retries, will fail for the others too.
		if (imported.failure && imported.taken.length === 0) return { taken, refused, failure: imported.failure, more: false };
	}
	return { taken, refused, ...(failure ? { failure } : {}), more: false };
}
