import type { AwsCaller } from "../../aws/caller.ts";
import { mapBounded } from "../../aws/concurrency.ts";
import { ConfigError } from "../../core/errors.ts";
import type { Scope } from "../../core/scope.ts";
import { scopeText } from "../../core/scope.ts";
import type { Snapshot } from "../../core/snapshot.ts";
import { securityFindings } from "../../reports/asff.ts";
import { complianceFindings } from "../../reports/ocsf.ts";
import { pointerIn, type ReadSnapshot, readPointed } from "../../sinks/s3/latest.ts";
import { addressOf, layoutOf } from "../../sinks/s3/layout.ts";
import type { ObjectStore } from "../../sinks/s3/store.ts";
import type { Passes } from "../../sinks/security-hub/plan.ts";
import { syncHub } from "../../sinks/security-hub/sync.ts";
import { type LakeSource, writeLake } from "../../sinks/security-lake/write.ts";
import type { AppContext, BatchOutcome, QueueMessage } from "./context.ts";
import { stateLayout } from "./layout.ts";
import { keysOf, type ObjectEvent } from "./object-events.ts";

/** Whom to tell, and with what. */
export interface SyncParts {
	readonly evidence: ObjectStore;
	readonly state: ObjectStore;
	readonly read: ReadSnapshot;
	readonly hub?:
		| {
				readonly passes: Passes;
				/** Calls as the account of the scope, in its region; a text says why that cannot be. */
				readonly caller: (scope: Scope) => Promise<AwsCaller | string>;
		  }
		| undefined;
	readonly lake?: { readonly store: ObjectStore; readonly source: LakeSource } | undefined;
}

/** Scopes at a time: each holds its snapshot in memory. */
const scopesAtATime = 4;

/** What a call with all its retries may take, and writing down what came of it, in milliseconds: nothing is begun with less. */
const margin = 45_000;

/** Times that a pointer may move while its scope is told, before the rest is left to its own event. */
const moves = 3;

/**
 * Tells Security Hub and Security Lake of the newest snapshots of the scopes whose pointers were written. An event says only that a pointer moved: it is read
 * afresh, so that lost order and repetition do no harm. A scope that could not be told to its end comes again.
 */
export async function syncFindings(
	messages: readonly QueueMessage<ObjectEvent>[],
	app: Pick<AppContext, "log" | "metric" | "remaining">,
	parts: SyncParts,
): Promise<BatchOutcome> {
	const waiting = new Map<string, string[]>();
	for (const { id, body } of messages)
		for (const key of keysOf(body, parts.evidence.bucket, layoutOf("").allLatest)) waiting.set(key, [...(waiting.get(key) ?? []), id]);
	const failed = new Set<string>();
	let synced = 0;
	let refused = 0;
	await mapBounded([...waiting], scopesAtATime, async ([key, ids]) => {
		const outcome =
			app.remaining() < margin ? { ...nothing, again: "there was no time for it" } : await syncPointer(key, app, parts).catch(failure);
		synced += outcome.synced;
		refused += outcome.refused;
		if (outcome.again === undefined) return;
		app.log.warn("A scope was not told to its end and comes again.", { pointer: key, reason: outcome.again });
		for (const id of ids) failed.add(id);
	});
	if (synced > 0) app.metric("FindingsSynced", synced);
	if (refused > 0) app.metric("FindingsRefused", refused);
	return { failed };
}

interface Outcome {
	readonly synced: number;
	readonly refused: number;
	/** Why it must be tried again. */
	readonly again?: string;
}

const nothing: Outcome = { synced: 0, refused: 0 };

const together = (one: Outcome, other: Outcome): Outcome => {
	const again = one.again ?? other.again;
	return { synced: one.synced + other.synced, refused: one.refused + other.refused, ...(again === undefined ? {} : { again }) };
};

const failure = (error: unknown): Outcome => ({
	...nothing,
	again: error instanceof ConfigError ? [error.message, ...error.problems].join(" ") : String(error),
});

/** Tells one scope, until its pointer stands still. */
async function syncPointer(key: string, app: Pick<AppContext, "log" | "remaining">, parts: SyncParts): Promise<Outcome> {
	const { evidence } = parts;
	let outcome = nothing;
	let told: string | undefined;
	for (let move = 0; move < moves; move++) {
		const stored = await evidence.get(key);
		if (!stored || stored.etag === told) return outcome;
		const pointer = await pointerIn(stored.body, addressOf(evidence.bucket, key));
		const snapshot = await readPointed(evidence, pointer, parts.read);
		if (typeof snapshot === "string") return { ...outcome, again: snapshot };
		const [scope] = snapshot.scope.scopes;
		if (!scope) return outcome;
		const [hub, lake] = await Promise.all([
			parts.hub ? tellHub(scope, snapshot, parts.hub, app, parts).catch(failure) : nothing,
			parts.lake ? tellLake(scope, snapshot, parts.lake).catch(failure) : nothing,
		]);
		outcome = together(outcome, together(hub, lake));
		if (outcome.again !== undefined) return outcome;
		told = stored.etag;
	}
	return outcome;
}

async function tellHub(
	scope: Scope,
	snapshot: Snapshot,
	{ passes, caller }: NonNullable<SyncParts["hub"]>,
	{ log, remaining }: Pick<AppContext, "log" | "remaining">,
	{ state }: SyncParts,
): Promise<Outcome> {
	if (!/^\d{12}$/.test(scope.account)) return nothing;
	const calls = await caller(scope);
	const about = { scope: scopeText(scope) };
	if (typeof calls === "string") {
		log.error("The account cannot be entered to tell its Security Hub.", { ...about, reason: calls });
		return { ...nothing, refused: snapshot.findings.filter(({ verdict }) => verdict === "fail").length };
	}
	const result = await syncHub(
		{
			caller: calls,
			store: state,
			key: stateLayout.hub(scope),
			passes,
			findings: securityFindings,
			hasTime: () => remaining() > margin,
		},
		snapshot,
	);
	const { imported, refused, waiting, unavailable, failure: why, more } = result;
	if (refused.length > 0) log.error("Security Hub refused findings.", { ...about, count: refused.length, findings: refused.slice(0, 10) });
	if (unavailable !== undefined) log.info("Security Hub is not on in this account and region.", { ...about, reason: unavailable });
	if (why?.cause === "denied") {
		log.error("The account does not let its Security Hub be told: allow securityhub:BatchImportFindings.", {
			...about,
			reason: why.message,
		});
		return { synced: imported, refused: refused.length + waiting };
	}
	const again = why ? `${why.operation} failed (${why.cause}): ${why.message}` : more ? "time ran out" : undefined;
	return { synced: imported, refused: refused.length, ...(again === undefined ? {} : { again }) };
}

async function tellLake(scope: Scope, snapshot: Snapshot, { store, source }: NonNullable<SyncParts["lake"]>): Promise<Outcome> {
	return { ...nothing, synced: await writeLake(store, source, { scope, snapshot, events: complianceFindings(snapshot) }) };
}
