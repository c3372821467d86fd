import { mapBounded } from "../../aws/concurrency.ts";
import { digestOf } from "../../core/alerts/alert.ts";
import { sampleAlert } from "../../core/alerts/sample.ts";
import type { ResourceKind } from "../../core/kinds.ts";
import { type Scope, scopeKey } from "../../core/scope.ts";
import { enqueueAlerts } from "../../sinks/outbox/inbox.ts";
import type { Store } from "../../sinks/outbox/store.ts";
import { type ChangeEvent, type ChangeMessage, readChange, UnknownChange } from "./change-events.ts";
import type { CheckRecord } from "./check-record.ts";
import type { AppContext, BatchOutcome, QueueMessage } from "./context.ts";
import { stateLayout } from "./layout.ts";
import { type LookPorts, lookAgain, type Place, putOff, type Wish } from "./look-again.ts";
import type { CheckEvent } from "./messages.ts";
import { tellRotation } from "./rotation-alerts.ts";

/** What assessing changes works with. */
export interface AssessPorts extends LookPorts {
	/** The scope with the way into its account; a sentence when it is none of those that are scanned. */
	place(scope: Scope): Promise<Place | string>;
	/** The account of the application. */
	ownAccount(): Promise<string>;
	readonly inbox: Store;
	/** Names of all targets of alerts. */
	readonly targets: readonly string[];
}

type Context = Pick<AppContext, "log" | "metric" | "remaining" | "now" | "requestId">;

/** What is read sooner after a call than this may not show yet what the call did. */
const settle = 5_000;
/** A look is not begun with less time than this; the queue keeps it. */
const enough = 60_000;
/** Scopes that are looked at at a time. */
const scopesAtATime = 3;

/**
 * Looks again at what events say has changed: one look a scope for all of a batch. A message is done when its wishes are, or when other messages stand for
 * them; one that is no event fails alone, and so do those of a scope that fails. Events of accounts and regions that are not scanned are refused
 * and not tried again.
 */
export async function assessChange(messages: readonly QueueMessage<unknown>[], app: Context, ports: AssessPorts): Promise<BatchOutcome> {
	const failed = new Set<string>();
	const wishes = new Map<string, Wishes>();
	let received = 0;
	for (const { id, body } of messages) {
		const message = read(body, id, app);
		if (!message) failed.add(id);
		else if (message.type === "check") await checkThrough(message, app, ports).catch((error: unknown) => fail([id], error, failed, app));
		else if (message.type === "nothing") app.log.debug("An event changes nothing that is judged.", { messageId: id, why: message.why });
		else {
			if (message.type === "change") {
				received++;
				await rotationThrough(message, app, ports).catch((error: unknown) => fail([id], error, failed, app));
			}
			for (const wish of wishesOf(message, app.now())) gather(wishes, wish, id);
		}
	}
	if (received > 0) app.metric("ChangesReceived", received);

	await mapBounded([...wishes.values()], scopesAtATime, async ({ wish, ids }) => {
		try {
			if (app.remaining() < enough) {
				await putOff(wish, [...wish.from.keys()], 0, app, ports);
				return;
			}
			const place = await ports.place(wish.scope);
			if (typeof place === "string")
				app.log.warn("An event is refused: it is of no scope that is scanned.", { scope: wish.scope, why: place });
			else await lookAgain(wish, place, app, ports);
		} catch (error) {
			fail(ids, error, failed, app);
		}
	});
	return { failed };
}

function fail(ids: Iterable<string>, error: unknown, failed: Set<string>, { log }: Context): void {
	const of = [...ids];
	for (const id of of) failed.add(id);
	log.error("Messages failed; they come again.", {
		messages: of.length,
		error: error instanceof Error ? error.message : String(error),
		...(error instanceof Error ? { stack: error.stack } : {}),
	});
}

function read(body: unknown, messageId: string, { log }: Context): ChangeMessage | undefined {
	try {
		return readChange(body);
	} catch (error) {
		if (!(error instanceof UnknownChange)) throw error;
		log.error("A message is no event that leads here.", { messageId, problem: error.message });
		return undefined;
	}
}

interface Wishes {
	readonly wish: Wish;
	readonly ids: ReadonlySet<string>;
}

function wishesOf(message: Extract<ChangeMessage, { type: "change" | "look" }>, now: number): Wish[] {
	if (message.type === "look") {
		const { scope, kinds, notBefore, since, events, follows, delays, tries } = message.look;
		const from = new Map(kinds.map((kind) => [kind, Date.parse(notBefore)]));
		return [{ scope, from, since: Date.parse(since), events, follows, delays, tries }];
	}
	const { id, affected } = message;
	// A clock that is ahead of ours must not keep us waiting.
	const at = Math.min(message.at, now);
	return affected.map(({ scope, kinds }) => ({
		scope,
		from: new Map(kinds.map((kind) => [kind, at + settle])),
		since: at,
		events: [id],
		follows: 0,
		delays: 0,
		tries: 0,
	}));
}

/** Puts what is asked of the same scope together: each kind from its last change on. */
function gather(wishes: Map<string, Wishes>, wish: Wish, id: string): void {
	const key = scopeKey(wish.scope);
	const known = wishes.get(key);
	if (!known) {
		wishes.set(key, { wish, ids: new Set([id]) });
		return;
	}
	const from = new Map<ResourceKind, number>(known.wish.from);
	for (const [kind, at] of wish.from) from.set(kind, Math.max(at, from.get(kind) ?? 0));
	wishes.set(key, {
		wish: {
			scope: wish.scope,
			from,
			since: Math.min(known.wish.since, wish.since),
			events: [...new Set([...known.wish.events, ...wish.events])],
			// A new change has looks of its own.
			follows: Math.min(known.wish.follows, wish.follows),
			delays: Math.min(known.wish.delays, wish.delays),
			tries: Math.min(known.wish.tries, wish.tries),
		},
		ids: new Set([...known.ids, id]),
	});
}

/** What an event says of a rotation is told at once, without looking: it is Secrets Manager's own word, and the look may find nothing changed. */
async function rotationThrough({ rotation, affected, at }: ChangeEvent, { log, now }: Context, ports: AssessPorts): Promise<void> {
	const scope = affected[0]?.scope;
	// That a scope is refused is said when it is to be looked at.
	if (!rotation || !scope || typeof (await ports.place(scope)) === "string") return;
	const told = await tellRotation(rotation, Math.min(at, now()), ports);
	log.info("An event of a rotation came.", { ...rotation, told: told ?? "nothing new" });
}

/** The synthetic event of `parapet deploy check`: notes that it came, and hands an alert on that says so. */
async function checkThrough(
	{ account, check }: { readonly account: string; readonly check: CheckEvent },
	{ log, now }: Context,
	{ state, inbox, targets, ownAccount }: AssessPorts,
): Promise<void> {
	if (account !== (await ownAccount())) {
		log.warn("A check of the deployment is refused: it comes from another account.", { account });
		return;
	}
	const record: CheckRecord = { id: check.id, receivedAt: new Date(now()).toISOString(), targets: {} };
	await state.put(stateLayout.check(check.id), Buffer.from(`${JSON.stringify(record)}\n`), "application/json", { absent: true });
	const alert = {
		...sampleAlert(Date.parse(check.at)),
		detail: `Sent by parapet deploy check: an event went in, this message came out, and everything between works. Nothing is wrong. (${check.id})`,
		check: check.id,
	};
	await enqueueAlerts(inbox, digestOf("check", check.id), check.at, [alert], check.targets ?? targets);
	log.info("A check of the deployment came through.", { check: check.id });
}
