import * as z from "zod";
import { mapBounded } from "../../aws/concurrency.ts";
import type { Finding } from "../../core/finding.ts";
import type { Scope } from "../../core/scope.ts";
import type { Snapshot } from "../../core/snapshot.ts";
import type { RepairRequest } from "../../remediations/engine/attempt.ts";
import type { ListedObject, ObjectStore } from "../../sinks/s3/store.ts";
import type { AppContext, BatchOutcome, QueueMessage } from "./context.ts";
import { stateLayout } from "./layout.ts";
import { keysOf, ObjectEvent } from "./object-events.ts";
import { type Intrusion, readRepairEvent, UnknownRepairEvent } from "./remediation-events.ts";
import { RepairDecision } from "./repair-decisions.ts";
import { RepairWish } from "./repair-wishes.ts";

/** What the engine does for the application. What fails throws, and comes again. */
export interface RepairEngine {
	/** Reads afresh, plans, and does what modes and guards allow. */
	handle(request: RepairRequest): Promise<void>;
	/** Takes up an attempt where it stopped. */
	resume(attempt: string): Promise<void>;
	/** Holds what somebody decided against the plan. `busy`: it is worked on just now, and the decision must not be lost. */
	decide(decision: RepairDecision): Promise<"decided" | "busy">;
	/** Takes up what is due: windows, deferred and stuck attempts, plans that expire. */
	sweep(): Promise<void>;
}

/** What remediating works with. */
export interface RemediateParts {
	readonly engine: RepairEngine;
	/** The state bucket. */
	readonly state: ObjectStore;
	/** What may happen to what a finding says: nothing, a plan that is only shown, or a repair. */
	readonly interest: (finding: Finding) => "none" | "plan" | "repair";
	/** The latest snapshot of a scope; undefined when none was published. One that cannot be read throws: it is no snapshot without findings. */
	readonly latest: (scope: Scope) => Promise<{ readonly id: string; readonly at: string; readonly snapshot: Snapshot } | undefined>;
	/** Tells people of a login that looks like an intruder's, once. */
	readonly warn: (intrusion: Intrusion) => Promise<void>;
	/** Sends a message to the own queue; it comes after the delay, at most 900 seconds. */
	readonly later: (message: RepairMessage, seconds: number) => Promise<void>;
}

const RequestMessage = z.strictObject({
	parapet: z.literal("remediate/1"),
	request: z.looseObject({ id: z.string(), target: z.looseObject({}) }),
});
const AttemptMessage = z.strictObject({ parapet: z.literal("remediate/1"), attempt: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) });
const InboxMessage = z.strictObject({ parapet: z.literal("remediate/1"), inbox: z.string().startsWith(stateLayout.repairs).max(300) });
const Wake = z.strictObject({ wake: z.literal("schedule") });

/** What the function sends itself. */
export type RepairMessage =
	| { readonly parapet: "remediate/1"; readonly request: RepairRequest }
	| { readonly parapet: "remediate/1"; readonly attempt: string }
	| { readonly parapet: "remediate/1"; readonly inbox: string };

type Context = Pick<AppContext, "log" | "remaining" | "now">;

/** A repair is not begun with less time than this, in milliseconds. */
const enough = 90_000;
/** Repairs that are looked at at a time. */
const atATime = 4;
/** So long a snapshot may take to become the latest, and an object of the inbox to be dealt with. */
const patience = 15 * 60_000;
/** Seconds until it is looked again. */
const soon = 10;

/**
 * Deals with messages of the queue of repairs: objects of the inbox (what scopes say that fails, what people decided), events of Security Hub, what the
 * engine put off, and the schedule's call, which also picks up what was left in the inbox. A message that fails, fails alone.
 */
export async function remediate(messages: readonly QueueMessage<unknown>[], app: Context, parts: RemediateParts): Promise<BatchOutcome> {
	const failed = new Set<string>();
	for (const { id, body } of messages) {
		try {
			await deal(body, app, parts);
		} catch (error) {
			failed.add(id);
			const unknown = error instanceof UnknownRepairEvent;
			app.log.error(unknown ? "A message is no event that leads here." : "A message failed; it comes again.", {
				messageId: id,
				error: error instanceof Error ? error.message : String(error),
			});
		}
	}
	return { failed };
}

/** What there is no time for any more goes into messages of its own: a message that only waits must not use up its tries. */
async function deal(body: unknown, app: Context, parts: RemediateParts): Promise<void> {
	const { engine, state, later } = parts;
	const isLate = () => app.remaining() < enough;
	if (Wake.safeParse(body).success) {
		// The next call comes in some minutes.
		if (isLate()) return;
		await engine.sweep();
		return every(stale(await state.list(stateLayout.repairs), app.now()), app, parts);
	}
	const request = RequestMessage.safeParse(body);
	if (request.success) {
		const message = { ...request.data, request: request.data.request as unknown as RepairRequest };
		return isLate() ? later(message, 0) : engine.handle(message.request);
	}
	const attempt = AttemptMessage.safeParse(body);
	if (attempt.success) return isLate() ? later(attempt.data, 0) : engine.resume(attempt.data.attempt);
	const inbox = InboxMessage.safeParse(body);
	if (inbox.success) return every([inbox.data.inbox], app, parts);
	const written = ObjectEvent.safeParse(body);
	if (written.success) return every(keysOf(written.data, state.bucket, stateLayout.repairs), app, parts);
	const event = readRepairEvent(body);
	if ("intrusion" in event) await parts.warn(event.intrusion);
	else if ("why" in event) app.log.debug("An event asks for no repair.", { why: event.why });
	else await each(event.requests, app, parts);
}

/** What nobody came for: its message was lost, or ended in the dead-letter queue. */
const stale = (objects: readonly ListedObject[], now: number): string[] =>
	objects.filter(({ modified }) => now - Date.parse(modified) > patience).map(({ key }) => key);

/** Deals with objects of the inbox; one that fails keeps no other from it. */
async function every(keys: readonly string[], app: Context, parts: RemediateParts): Promise<void> {
	const failures: unknown[] = [];
	for (const key of keys) {
		if (app.remaining() < enough) await parts.later({ parapet: "remediate/1", inbox: key }, 0);
		else await fromInbox(key, app, parts).catch((error: unknown) => failures.push(error));
	}
	if (failures.length > 0) throw failures[0];
}

async function fromInbox(key: string, app: Context, parts: RemediateParts): Promise<void> {
	const stored = await parts.state.get(key);
	// It was dealt with: the message came twice.
	if (!stored) return;
	const content: unknown = json(stored.body);
	const decision = RepairDecision.safeParse(content);
	const wish = RepairWish.safeParse(content);
	if (decision.success && key === stateLayout.repairDecision(decision.data.attempt, decision.data.hash)) {
		if ((await parts.engine.decide(decision.data)) === "busy") return parts.later({ parapet: "remediate/1", inbox: key }, soon * 3);
	} else if (wish.success && key.startsWith(stateLayout.repairWishes)) {
		if (!(await fulfil(key, wish.data, app, parts))) return;
	} else {
		const place = stateLayout.repairRejected(key.slice(stateLayout.repairs.length));
		app.log.error("An object of the inbox of repairs is none of Parapet's; it is kept apart.", { key, place });
		await parts.state.put(place, stored.body, "application/octet-stream", { always: true });
	}
	await parts.state.remove(key);
}

/** Asks for the repairs that a scope wants; false when its snapshot is not the latest yet. */
async function fulfil(key: string, wish: RepairWish, app: Context, parts: RemediateParts): Promise<boolean> {
	const latest = await parts.latest(wish.scope);
	const here = latest?.id === wish.snapshot;
	if (!here && (latest === undefined || latest.at < wish.at) && app.now() - Date.parse(wish.at) < patience) {
		await parts.later({ parapet: "remediate/1", inbox: key }, soon);
		return false;
	}
	// A later snapshot has a wish of its own; what is news by this one is looked at as it is now.
	const findings = (latest?.snapshot.findings ?? []).filter((finding) => isWanted(finding, wish, parts));
	await each(
		findings.map(
			(finding): RepairRequest => ({
				id: `${wish.snapshot}/${finding.uid}`.slice(0, 300),
				source: "finding",
				target: targetOf(finding),
				rules: [finding.ruleId],
				by: "Parapet",
				why: finding.detail,
				at: finding.firstSeen,
			}),
		),
		app,
		parts,
	);
	return true;
}

function isWanted(finding: Finding, wish: RepairWish, { interest }: RemediateParts): boolean {
	if (finding.verdict !== "fail" || finding.suppressedBy !== undefined) return false;
	const how = interest(finding);
	// A plan that is only shown is shown once; what is to be repaired is tried again with every scan.
	return how === "repair" || (how === "plan" && (wish.news === undefined || wish.news.includes(finding.uid)));
}

const targetOf = ({ resource: { arn, kind, name, partition, account, region } }: Finding): RepairRequest["target"] => ({
	arn,
	kind,
	name,
	partition,
	account,
	region,
});

/** Deals with requests as long as there is time, and leaves the others to messages of their own. */
async function each(requests: readonly RepairRequest[], app: Context, { engine, later }: RemediateParts): Promise<void> {
	const failures: unknown[] = [];
	await mapBounded([...requests], atATime, async (request) => {
		try {
			if (app.remaining() < enough) await later({ parapet: "remediate/1", request }, 0);
			else await engine.handle(request);
		} catch (error) {
			// One resource must not keep the others from being repaired; it comes again by itself.
			app.log.error("A repair could not be dealt with; it comes again.", {
				resource: request.target.arn,
				error: error instanceof Error ? error.message : String(error),
			});
			await later({ parapet: "remediate/1", request }, soon * 6).catch((problem: unknown) => failures.push(problem));
		}
	});
	if (failures.length > 0) throw failures[0];
}

function json(body: Uint8Array): unknown {
	try {
		return JSON.parse(Buffer.from(body).toString("utf8"));
	} catch {
		return undefined;
	}
}
