import { createHash } from "node:crypto";
import type { Target as Account } from "../../aws/accounts.ts";
import { deadlineIn } from "../../aws/deadline.ts";
import { inTransit, neededFor } from "../../collectors/looks.ts";
import { saysNothingNew } from "../../core/history/compose.ts";
import { readingOf } from "../../core/history/readings.ts";
import { splitByScope } from "../../core/history/split.ts";
import type { Inventory } from "../../core/inventory.ts";
import type { ResourceKind } from "../../core/kinds.ts";
import { type Scope, scopeKey } from "../../core/scope.ts";
import type { Snapshot } from "../../core/snapshot.ts";
import { isBlank, readLatest } from "../../sinks/s3/latest.ts";
import { type BeforePointer, type Destination, publishScope } from "../../sinks/s3/publish.ts";
import type { ObjectStore } from "../../sinks/s3/store.ts";
import type { AppConfig } from "./app-config.ts";
import { eventsKept, type Look } from "./change-events.ts";
import { claim, lastLooks } from "./change-looks.ts";
import type { AppContext } from "./context.ts";
import { judgedKindsOf } from "./item-kinds.ts";
import type { ScanItem } from "./messages.ts";

/** A scope that is scanned, and the way into its account. */
export interface Place {
	readonly item: ScanItem;
	readonly account: Account;
}

/** What looking again works with. */
export interface LookPorts {
	readonly config: Pick<AppConfig, "kinds">;
	readonly state: ObjectStore;
	readonly destination: Destination;
	readonly beforePointer: BeforePointer;
	/** The last repairs of a scope, for its snapshot. */
	readonly repairs?: ((scope: Scope) => Promise<Snapshot["repairs"]>) | undefined;
	/** Reads kinds of a scope, joined. What could not be read is in the errors. */
	read(place: Place, kinds: ReadonlySet<ResourceKind>, deadline: AbortSignal): Promise<Inventory>;
	/** Judges the kinds alone, with the rules of the configuration. */
	judge(
		inventory: Inventory,
		kinds: ReadonlySet<ResourceKind>,
		times: { startedAt: number; finishedAt: number; unique: string },
	): Promise<Snapshot>;
	/** Sends a message to the own queue; it comes after the delay. Throws when the queue does not take it. */
	later(look: Look, seconds: number): Promise<void>;
	/** Starts a whole scan of a scope; one of the same name that was started before is the same. Throws when it cannot be started. */
	scan(run: string, scope: Scope): Promise<void>;
	wait(milliseconds: number): Promise<void>;
}

/** What several messages ask of one scope. */
export interface Wish {
	readonly scope: Scope;
	/** Kinds, and from when on reading them counts, milliseconds since the epoch. */
	readonly from: ReadonlyMap<ResourceKind, number>;
	/** When the first event was. */
	readonly since: number;
	readonly events: readonly string[];
	/** How many looks came before for the same events. */
	readonly follows: number;
	/** How often it was put off, for whatever reason. */
	readonly delays: number;
	/** How often something of it could not be read. */
	readonly tries: number;
}

/** `known`: it was read since. `looked`: it was read now. `later`: a message for it was sent. */
export type LookOutcome = "known" | "looked" | "later";

type Context = Pick<AppContext, "log" | "metric" | "remaining" | "now" | "requestId">;

const second = 1000;
const minute = 60 * second;

/** After the first look at a change, and then for as long as something is on its way to another state. */
const followSeconds = [60, 90, 180, 300, 600] as const;
/** Looks at the same kinds begin no sooner after one another: where something changes all the time, two a minute have to do. */
const gap = 30 * second;
/** How long somebody else's look, and the whole scan of a scope, are waited for at a time. */
const busySeconds = 20;
const wholeSeconds = 300;
/** Whole scans of the same scope that are asked for within this time are one. */
const oneScan = 30 * minute;
/** An invocation waits no longer than this for a change to become visible; the queue waits longer. */
const shortWait = 15 * second;
/** The longest delay of SQS. */
const queueDelay = 900;
/** What could not be read is tried again so often; then it is published that it could not be read. */
const readings = 5;
/** A wish is put off so often; then its message fails, and ends in the dead-letter queue. */
const longest = 100;
/** Kept of the time of an invocation for publishing. */
const reserve = 30 * second;

/**
 * Reads the kinds of a scope afresh, unless they were read since the change, and publishes what is different, put into the last snapshot of the scope. A
 * wish is done when what was read after its events is published, or says the same as what is published; until then a message in the queue stands for it.
 * What fails throws, and changes nothing.
 */
export async function lookAgain(wish: Wish, place: Place, app: Context, ports: LookPorts): Promise<LookOutcome> {
	const { scope } = wish;
	const judged = judgedKindsOf(place.item, ports.config);
	const wanted = [...wish.from.keys()].filter((kind) => judged.has(kind));
	const missing = (began: (kind: ResourceKind) => number | undefined) =>
		wanted.filter((kind) => (began(kind) ?? Number.NEGATIVE_INFINITY) < (wish.from.get(kind) ?? 0));
	if (missing(await lastLooks(ports.state, scope)).length === 0) return "known";

	const until = app.now() + app.remaining();
	const claimed = await claim(ports.state, scope, app.requestId, app.now(), until);
	if (!claimed) return putOff(wish, wanted, busySeconds, app, ports);
	const done = new Set<ResourceKind>();
	let began = app.now();
	try {
		const pointed = await readLatest(ports.destination.store, ports.destination.prefix, scope, ports.destination.format.read);
		const latest = pointed?.snapshot;
		const known = (kind: ResourceKind) => {
			const reading = latest && readingOf(latest, kind);
			return Math.max(claimed.began(kind) ?? 0, reading ? Date.parse(reading.startedAt) : 0);
		};
		const kinds = missing(known);
		if (kinds.length === 0) return "known";
		// History begins with a whole scan.
		if (!pointed || !latest || isBlank(pointed)) return await scanWhole(wish, kinds, app, ports);

		const rest = Math.max(...kinds.map((kind) => claimed.began(kind) ?? 0)) + gap - app.now();
		if (rest > 0) return await putOff(wish, kinds, Math.ceil(rest / second), app, ports);
		const early = Math.max(0, ...kinds.map((kind) => (wish.from.get(kind) ?? 0) - app.now()));
		if (early > shortWait) return await putOff(wish, kinds, Math.ceil(early / second), app, ports);
		await ports.wait(early);
		began = app.now();
		const outcome = await look({ wish, place, kinds: new Set(kinds), latest, began }, app, ports);
		if (outcome.looked) for (const kind of outcome.looked) done.add(kind);
		return outcome.looked ? "looked" : "later";
	} finally {
		await claimed.end(done, began);
	}
}

interface LookTask {
	readonly wish: Wish;
	readonly place: Place;
	readonly kinds: ReadonlySet<ResourceKind>;
	readonly latest: Snapshot;
	readonly began: number;
}

/** Reads, judges and publishes; `looked` are the kinds of which that came to an end. */
async function look(task: LookTask, app: Context, ports: LookPorts): Promise<{ readonly looked?: ReadonlySet<ResourceKind> }> {
	const { wish, place, kinds, latest, began } = task;
	const needed = new Set([...kinds].flatMap((kind) => [...neededFor(kind)]));
	const deadline = deadlineIn(app.remaining() - reserve);
	const inventory = await ports.read(place, needed, deadline.signal).finally(() => deadline.clear());
	// It is too large for one invocation: a whole scan reads it part by part.
	if (deadline.signal.aborted) {
		await scanWhole(wish, [...kinds], app, ports);
		return {};
	}
	const unread = wish.tries < readings ? passing(inventory, kinds) : new Set<ResourceKind>();
	if (unread.size > 0) {
		app.log.warn("What changed could not be read; it is tried again.", { scope: wish.scope, kinds: [...unread] });
		await putOff({ ...wish, tries: wish.tries + 1 }, [...unread], 30 * 2 ** wish.tries, app, ports);
	}
	const read = new Set([...kinds].filter((kind) => !unread.has(kind)));
	if (read.size === 0) return {};
	const judged = await ports.judge(inventory, read, { startedAt: began, finishedAt: app.now(), unique: uniqueOf(wish, began) });
	const snapshot = partOf(judged, inventory, wish, read);
	if (!sameJudges(snapshot, latest)) {
		app.log.info("The rules are others than those of the last snapshot; the whole scope is scanned.", { scope: wish.scope });
		await scanWhole(wish, [...read], app, ports);
		return {};
	}
	app.metric("ChangesAssessed", 1);
	// Before anything says that this look is done: AWS may show more of the change later.
	if (
		wish.follows === 0 ||
		inventory.resources.some((resource) => read.has(resource.kind) && "status" in resource && inTransit(resource.status))
	)
		await follow(wish, read, began, ports);
	if (saysNothingNew(snapshot, latest)) return { looked: read };
	const repairs = await ports.repairs?.(wish.scope);
	const whole = repairs ? { ...snapshot, repairs } : snapshot;
	const published = await publishScope(ports.destination, { scope: wish.scope, snapshot: whole }, ports.beforePointer);
	if (published.outcome !== "behind") app.metric("ChangeSeconds", (app.now() - wish.since) / second);
	app.log.info("What changed is published.", {
		scope: wish.scope,
		kinds: [...read],
		snapshot: published.snapshot.id,
		changes: published.drift?.counts,
	});
	return { looked: read };
}

/** Kinds that could not be read, or not with what they are joined with, for a reason that may pass. */
function passing({ errors }: Inventory, kinds: ReadonlySet<ResourceKind>): ReadonlySet<ResourceKind> {
	const failed = new Set(errors.filter(({ cause }) => cause !== "denied" && cause !== "unsupported").flatMap((error) => error.kinds));
	return new Set([...kinds].filter((kind) => [...neededFor(kind)].some((each) => failed.has(each))));
}

/** The part of what was judged that is of the scope and of the kinds. */
function partOf(judged: Snapshot, inventory: Inventory, { scope, events }: Wish, kinds: ReadonlySet<ResourceKind>): Snapshot {
	const part = splitByScope(judged, inventory.resources).find((each) => scopeKey(each.scope) === scopeKey(scope));
	if (!part) throw new Error(`What was read has no part of ${scopeKey(scope)}.`);
	const { snapshot } = part;
	return {
		...snapshot,
		collectionErrors: snapshot.collectionErrors.filter((error) => error.kinds.some((kind) => kinds.has(kind))),
		trigger: { cause: "change", kinds: [...kinds], events: events.slice(0, eventsKept) },
	};
}

/** Was the last snapshot judged by the same version and the same rules, as far as they look at these kinds? */
function sameJudges({ generator, rules, trigger }: Snapshot, latest: Snapshot): boolean {
	const kinds = new Set<string>(trigger?.kinds);
	const judging = (records: Snapshot["rules"]) =>
		records
			.filter((rule) => !rule.id.startsWith("policy/") && (rule.kinds ?? [rule.resource]).some((kind) => kinds.has(kind)))
			.map(({ id, severity, parameters }) => JSON.stringify([id, severity, parameters]))
			.sort()
			.join("\n");
	return generator === latest.generator && judging(rules) === judging(latest.rules);
}

/** Whole minutes, so that the looks after a burst are one. */
async function follow(wish: Wish, kinds: ReadonlySet<ResourceKind>, began: number, ports: LookPorts): Promise<void> {
	const seconds = followSeconds[wish.follows];
	if (seconds === undefined) return;
	const at = Math.ceil((began + seconds * second) / minute) * minute;
	const next = { ...wish, from: new Map([...kinds].map((kind) => [kind, at])), follows: wish.follows + 1, delays: 0, tries: 0 };
	await ports.later(messageOf(next, [...kinds]), Math.ceil((at - began) / second));
}

/** The scope is left to the state machine of scans, and asked for again when that may be done. */
async function scanWhole(wish: Wish, kinds: readonly ResourceKind[], app: Context, ports: LookPorts): Promise<"later"> {
	const run = `change-${hash(scopeKey(wish.scope)).slice(0, 16)}-${Math.floor(app.now() / oneScan)}`;
	await ports.scan(run, wish.scope);
	return putOff(wish, kinds, wholeSeconds, app, ports);
}

/** Sends the wish back to the queue. Throws when it has been there too often. */
export async function putOff(
	wish: Wish,
	kinds: readonly ResourceKind[],
	seconds: number,
	{ log }: Pick<Context, "log">,
	{ later }: Pick<LookPorts, "later">,
): Promise<"later"> {
	if (wish.delays >= longest) throw new Error(`${scopeKey(wish.scope)} was put off ${longest} times.`);
	log.debug("A look is put off.", { scope: wish.scope, kinds, seconds });
	await later(messageOf({ ...wish, delays: wish.delays + 1 }, kinds), Math.min(seconds, queueDelay));
	return "later";
}

function messageOf(wish: Wish, kinds: readonly ResourceKind[]): Look {
	const { partition, account, region } = wish.scope;
	return {
		parapet: "look/1",
		scope: { partition, account, region },
		kinds: [...kinds],
		notBefore: new Date(Math.max(...kinds.map((kind) => wish.from.get(kind) ?? 0))).toISOString(),
		since: new Date(wish.since).toISOString(),
		events: wish.events.slice(0, eventsKept),
		follows: wish.follows,
		delays: wish.delays,
		tries: wish.tries,
	};
}

const uniqueOf = ({ scope, events }: Wish, began: number): string => hash(`${scopeKey(scope)}\n${began}\n${events.join(" ")}`);

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
