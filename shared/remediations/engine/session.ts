import type { Action, JsonObject } from "../action.ts";
import { type Attempt, isFinal, type NewsKind, type Phase, type Reason } from "./attempt.ts";
import { hourOf, keys } from "./keys.ts";
import { type Ledger, updateLedger, without } from "./ledger.ts";
import type { Ports } from "./ports.ts";

/** Seconds for which a worker may leave an attempt untouched: longer than any single call to AWS. */
export const leaseSeconds = 300;
/** The longest that the queue can wait; what waits longer is found by `sweep`. */
const queueSeconds = 900;
/** Entries of the log that are kept. */
const logged = 200;

/** Somebody else works on the attempt by now: what was begun must not go on. */
export class Overtaken extends Error {
	override readonly name = "Overtaken";
}

/** An attempt in the hands of one worker: nobody else changes it. */
export interface Session {
	readonly attempt: Attempt;
	readonly action: Action;
	/** Keeps a change, and renews the lease. Throws `Overtaken` when another has it. */
	save(change: Partial<Attempt>, detail?: string): Promise<void>;
	/** Keeps a change and lets go of the attempt until so many seconds from now. */
	wait(seconds: number, change: Partial<Attempt>, detail?: string): Promise<void>;
	/** The end. `ledger` changes what is known of the resource. */
	finish(
		phase: Phase,
		detail: string,
		change: Partial<Attempt>,
		news: NewsKind | undefined,
		ledger?: (ledger: Ledger) => Ledger,
	): Promise<void>;
	/** Lets go without a change of its own. */
	release(): Promise<void>;
}

/** How taking an attempt up ends: with it, or why not. `until`: milliseconds. */
export type TakenUp =
	| { readonly session: Session }
	| { readonly over: Attempt }
	| { readonly held: Attempt; readonly until: number }
	| { readonly missing: string };

/** Claims an attempt. One that is over is tidied up after: what was not told is told now. */
export async function takeUp(id: string, ports: Ports): Promise<TakenUp> {
	const { documents, now, worker, actions } = ports;
	const key = keys.attempt(id);
	const stored = await documents.get(key);
	if (!stored) return { missing: id };
	let attempt = stored.value as unknown as Attempt;
	let etag = stored.etag;
	if (isFinal(attempt.phase)) {
		await close(attempt, etag, ports);
		return { over: attempt };
	}
	const until = attempt.lease ? Date.parse(attempt.lease.until) : 0;
	if (attempt.lease && attempt.lease.by !== worker && until > now()) return { held: attempt, until };
	const action = actions.find((each) => each.id === attempt.action);
	if (!action) throw new Error(`There is no action ${attempt.action}, which ${id} needs.`);

	const iso = (at: number): string => new Date(at).toISOString();
	const lease = () => ({ by: worker, until: iso(now() + leaseSeconds * 1000) });
	const put = async (next: Attempt): Promise<void> => {
		const written = await documents.put(key, next as unknown as JsonObject, { etag });
		if (written === undefined) throw new Overtaken(`${id} is worked on by another.`);
		etag = written;
		attempt = next;
	};
	const changed = (change: Partial<Attempt>, detail: string | undefined): Attempt => {
		const phase = change.phase ?? attempt.phase;
		const entry = { at: iso(now()), phase, detail: detail ?? attempt.detail };
		return {
			...attempt,
			...change,
			updatedAt: entry.at,
			...(detail === undefined ? {} : { detail, log: [...attempt.log, entry].slice(-logged) }),
			lease: lease(),
		};
	};
	try {
		await put({ ...attempt, lease: lease() });
	} catch (error) {
		if (error instanceof Overtaken) return { held: attempt, until: now() + 30_000 };
		throw error;
	}
	const session: Session = {
		get attempt() {
			return attempt;
		},
		action,
		save: (change, detail) => put(changed(change, detail)),
		async wait(seconds, change, detail) {
			const dueAt = iso(now() + seconds * 1000);
			const { lease: _, ...next } = changed({ ...change, dueAt }, detail);
			await put(next);
			await tellAll();
			if (seconds <= queueSeconds) await ports.later({ parapet: "remediate/1", attempt: id }, seconds);
		},
		async finish(phase, detail, change, news, ledger) {
			// First what counts, then what hangs on it: a crash in between is made good when the attempt is taken up again.
			await put({
				...changed({ ...change, phase }, detail),
				endedAt: iso(now()),
				untold: [...attempt.untold, ...(news ? [news] : [])],
			});
			measure(attempt, ports);
			if (ledger) await updateLedger(documents, attempt.target, ledger);
			await close(attempt, etag, ports);
		},
		async release() {
			const { lease: _, ...next } = attempt;
			await put(next);
			await tellAll();
		},
	};
	return { session };

	async function tellAll(): Promise<void> {
		if (attempt.untold.length === 0) return;
		await tellOf(attempt, ports);
		await put({ ...attempt, untold: [] });
	}
}

/** Whatever hangs on the end of an attempt; it may be done any number of times. */
async function close(attempt: Attempt, etag: string, ports: Ports): Promise<void> {
	const { documents } = ports;
	await updateLedger(documents, attempt.target, (ledger) => closed(ledger, attempt));
	if (attempt.of !== undefined && attempt.phase === "succeeded") await markRolledBack(attempt.of, attempt, ports);
	if (attempt.untold.length > 0 || attempt.lease) {
		await tellOf(attempt, ports);
		const { lease: _, ...next } = attempt;
		// When it does not succeed, another did the same.
		await documents.put(keys.attempt(attempt.id), { ...next, untold: [] } as unknown as JsonObject, { etag });
	}
	await documents.remove(keys.open(attempt.id));
}

function closed(ledger: Ledger, attempt: Attempt): Ledger | undefined {
	const { id, action, made, undone, request } = attempt;
	const isOpen = ledger.open[action] === id;
	const known = ledger.history.some((entry) => entry.attempt === id);
	const counts = attempt.kind === "repair" && made.some(({ endedAt, problem }) => endedAt !== undefined && problem === undefined);
	// A repair that was taken back, by whomever, must not be made again by itself.
	const taken = (attempt.kind === "rollback" && attempt.phase !== "refused") || undone.length > 0;
	const holds = taken && ledger.held[action]?.attempt !== id && attempt.endedAt !== undefined && (isOpen || ledger.working === id);
	if (!isOpen && ledger.working !== id && (known || !counts)) return undefined;
	const { working, ...rest } = ledger;
	const at = attempt.endedAt ?? attempt.updatedAt;
	return {
		...rest,
		...(working === undefined || working === id ? {} : { working }),
		open: isOpen ? without(ledger.open, action) : ledger.open,
		history: counts && !known ? [...ledger.history, { action, attempt: id, at }] : ledger.history,
		held: holds ? { ...ledger.held, [action]: { by: attempt.kind === "rollback" ? request.by : "parapet", at, attempt: id } } : ledger.held,
	};
}

async function markRolledBack(id: string, rollback: Attempt, { documents }: Ports): Promise<void> {
	const key = keys.attempt(id);
	for (let tries = 0; tries < 10; tries++) {
		const stored = await documents.get(key);
		const repair = stored?.value as unknown as Attempt | undefined;
		if (!stored || !repair || repair.phase === "rolledBack") return;
		const detail = `Taken back by ${rollback.request.by} with ${rollback.id}.`;
		const at = rollback.endedAt ?? rollback.updatedAt;
		const next: Attempt = {
			...repair,
			phase: "rolledBack",
			detail,
			updatedAt: at,
			log: [...repair.log, { at, phase: "rolledBack", detail }],
		};
		if (await documents.put(key, next as unknown as JsonObject, { etag: stored.etag })) return;
	}
	throw new Error(`${id} was changed by others 10 times in a row.`);
}

async function tellOf(attempt: Attempt, ports: Ports): Promise<void> {
	for (const kind of attempt.untold) await ports.tell({ key: newsKey(attempt, kind), kind, attempt });
}

/** The same news of different attempts are one where one alert is enough. */
function newsKey(attempt: Attempt, kind: NewsKind): string {
	if (kind === "deferred") return `deferred/${hourOf(Date.parse(attempt.updatedAt))}`;
	return `${attempt.id}/${kind}`;
}

function measure({ phase, kind, reason, action, family, request, endedAt, undone }: Attempt, { metric }: Ports): void {
	const dimensions = { family };
	if (phase === "refused") metric?.("Refusals", 1, { reason: reason ?? "unknown" });
	if (phase === "failed") metric?.("RemediationFailures", 1, dimensions);
	if (undone.length > 0 || (kind === "rollback" && phase === "succeeded")) metric?.("Rollbacks", 1, dimensions);
	if (kind === "repair" && phase === "succeeded") {
		metric?.("Remediations", 1, { action });
		metric?.("SecondsToRemediate", Math.max(0, (Date.parse(endedAt ?? "") - Date.parse(request.at)) / 1000), dimensions);
	}
}

/** Why it was refused, for a session's `finish`. */
export const because = (reason: Reason): Pick<Attempt, "reason"> => ({ reason });
