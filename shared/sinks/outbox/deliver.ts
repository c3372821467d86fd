import { mapBounded } from "../../aws/concurrency.ts";
import type { Message, Note } from "../../core/alerts/alert.ts";
import type { Entry, Health, Outbox, Waiting } from "./entries.ts";
import type { Lease } from "./lease.ts";
import type { Clock } from "./store.ts";
import type { Incident, Outcome, Span, Target } from "./target.ts";

/** A target with what happens when it is down. */
export interface Way {
	readonly target: Target;
	/** The target that gets its messages when it refuses them, or has taken none for `fallbackAfter` milliseconds. */
	readonly fallback?: string | undefined;
	readonly fallbackAfter: number;
}

/** What a delivery works with. */
export interface DeliveryParts {
	readonly outbox: Outbox;
	readonly ways: ReadonlyMap<string, Way>;
	readonly clock: Clock;
	readonly lease: Lease;
	/** Milliseconds since the epoch: nothing is begun after it. */
	readonly deadline: number;
	readonly onSent?: ((entry: Entry) => void) | undefined;
	readonly onRejected?: ((entry: Entry, reason: string) => void) | undefined;
}

/** How a delivery ended. */
export interface DeliveryReport {
	readonly sent: number;
	/** Of which the target was told before. */
	readonly already: number;
	readonly rejected: readonly { readonly target: string; readonly id: string; readonly reason: string }[];
	readonly moved: number;
	/** What waits for the next run, by target, with the reason. */
	readonly waiting: readonly {
		readonly target: string;
		readonly count: number;
		readonly reason: string;
		/** Since when the oldest does, in milliseconds. */
		readonly since: number;
	}[];
}

/** Attempts for a message in one run. */
const attemptsPerRun = 5;
/** So many incidents in a row that cannot be delivered mean that the target is down. */
const downAfter = 3;
/** Entries that are moved at a time. */
const movesAtATime = 16;

/**
 * Sends what waits, oldest first. Messages of one incident keep their order: while one cannot be delivered, those after it wait. What
 * cannot be sent now stays for the next run, or goes the second way.
 */
export async function deliver(parts: DeliveryParts): Promise<DeliveryReport> {
	const { outbox, ways } = parts;
	const tally: Tally = { sent: 0, already: 0, moved: 0, rejected: [], reasons: new Map() };
	await outbox.expand(parts.lease.keep);
	// Each round may move messages to another target; there are at most as many moves as targets.
	for (let round = 0; round <= ways.size; round++) {
		const before = tally.moved;
		const waiting = await outbox.waiting();
		const runs = [...waiting].map(([name, entries]) => {
			const way = ways.get(name);
			return way ? drainTarget(way, entries, parts, tally) : undefined;
		});
		// All of them end before an error does, so that none goes on in the background.
		for (const run of await Promise.allSettled(runs)) if (run.status === "rejected") throw run.reason;
		if (tally.moved === before) break;
	}
	const left = [...(await outbox.waiting())].map(([target, entries]) => ({
		target,
		count: entries.length,
		reason: ways.has(target) ? (tally.reasons.get(target) ?? "there was no time left") : "there is no such target any more",
		since: Math.min(...entries.map((entry) => entry.since)),
	}));
	const { reasons: _, ...report } = tally;
	return { ...report, waiting: left };
}

interface Tally {
	sent: number;
	already: number;
	moved: number;
	readonly rejected: { target: string; id: string; reason: string }[];
	/** Why something waits, by target. */
	readonly reasons: Map<string, string>;
}

async function drainTarget(way: Way, entries: readonly Waiting[], parts: DeliveryParts, tally: Tally): Promise<void> {
	const { target } = way;
	const { outbox, clock } = parts;
	const now = clock.now();
	const known = await outbox.health(target.name);
	// It said when it will listen again.
	if (known?.until !== undefined && known.until > now) tally.reasons.set(target.name, known.reason);
	else {
		const refused = await sendAll(target, entries, known, parts, tally);
		if (!refused && !tally.reasons.has(target.name)) return;
		if (refused && way.fallback !== undefined && parts.ways.has(way.fallback)) return moveAll(target.name, way.fallback, parts, tally);
	}
	if (way.fallback === undefined || !parts.ways.has(way.fallback)) return;
	const health = await outbox.health(target.name);
	if (health !== undefined && health.recovered === undefined && clock.now() - health.failingSince >= way.fallbackAfter)
		await moveAll(target.name, way.fallback, parts, tally);
}

/** Sends until nothing is left, the time is over or the target takes nothing more. Does it refuse everything? */
async function sendAll(
	target: Target,
	entries: readonly Waiting[],
	before: Health | undefined,
	{ outbox, clock, ...parts }: DeliveryParts,
	tally: Tally,
): Promise<boolean> {
	const incidents = [...Map.groupBy(entries, (entry) => entry.fingerprint).values()];
	let next = 0;
	let failures = 0;
	let refused = false;
	let health = before;
	const well = async () => {
		failures = 0;
		if (health === undefined || health.recovered !== undefined) return;
		// Those who were told that it is down are told that it no longer is, before that is forgotten.
		const { until: _, ...rest } = health;
		health = health.announced ? { ...rest, recovered: clock.now() } : undefined;
		await (health ? outbox.failing(target.name, health) : outbox.healthy(target.name));
	};
	const ill = async ({ reason, until, end }: End & { end: "failing" | "refused" }) => {
		failures++;
		refused ||= end === "refused";
		tally.reasons.set(target.name, reason);
		const failing = health?.recovered === undefined ? health : undefined;
		health = {
			failingSince: failing?.failingSince ?? clock.now(),
			reason,
			...(until === undefined ? {} : { until }),
			...(failing?.announced ? { announced: true } : {}),
		};
		await outbox.failing(target.name, health);
	};
	const worker = async (): Promise<void> => {
		while (next < incidents.length && !refused && failures < downAfter) {
			for (const waiting of incidents[next++] ?? []) {
				if (clock.now() >= parts.deadline) return;
				const entry = await outbox.entry(waiting);
				if (!entry) continue;
				const result = await deliverEntry(target, entry, { outbox, clock, ...parts }, tally);
				if (result.end === "done") {
					if (result.answered) await well();
					continue;
				}
				await ill(result);
				break;
			}
		}
	};
	await Promise.all(Array.from({ length: target.concurrency }, worker));
	return refused;
}

async function moveAll(from: string, to: string, { outbox, lease }: DeliveryParts, tally: Tally): Promise<void> {
	await mapBounded((await outbox.waiting()).get(from) ?? [], movesAtATime, async (waiting) => {
		await lease.keep();
		const entry = await outbox.entry(waiting);
		// What came from the second way must not go round in a circle.
		if (!entry || entry.insteadOf === to) return;
		await outbox.moved(entry, to);
		tally.moved++;
	});
}

type End =
	| { readonly end: "done"; readonly answered: boolean }
	| { readonly end: "failing" | "refused"; readonly reason: string; readonly until?: number };

async function deliverEntry(target: Target, first: Entry, parts: DeliveryParts, tally: Tally): Promise<End> {
	const { outbox, clock, lease, deadline } = parts;
	let entry = first;
	for (let attempt = 1; ; attempt++) {
		await lease.keep();
		const incident = await outbox.incident(target.name, entry.message.fingerprint);
		if (isTold(incident, entry.message, target)) {
			await outbox.done(entry);
			tally.already++;
			return { end: "done", answered: false };
		}
		const { uncertain } = entry;
		const at = clock.now();
		if (target.looks) entry = await outbox.begin(entry, at);
		const outcome = await attemptAt(target, entry, incident, uncertain, lease);
		if (outcome.outcome === "sent") {
			await outbox.sent(entry, incident, outcome, clock.now());
			tally.sent++;
			parts.onSent?.(entry);
			return { end: "done", answered: true };
		}
		if (outcome.outcome === "rejected") {
			await outbox.failed(entry, outcome.reason, clock.now());
			parts.onRejected?.(entry, outcome.reason);
			tally.rejected.push({ target: target.name, id: entry.message.id, reason: outcome.reason });
			return { end: "done", answered: true };
		}
		entry = failed(entry, outcome.reason, stillUncertain(uncertain, outcome, at));
		const pause = outcome.outcome === "refused" ? 0 : (outcome.afterMs ?? Math.min(30_000, 1000 * 2 ** (attempt - 1)));
		const late = clock.now() + pause >= deadline;
		if (outcome.outcome === "retry" && attempt < attemptsPerRun && !late) {
			await pauseFor(pause, clock, lease);
			continue;
		}
		await outbox.kept(entry);
		const until = outcome.outcome === "retry" && outcome.afterMs !== undefined && late ? clock.now() + outcome.afterMs : undefined;
		return {
			end: outcome.outcome === "refused" ? "refused" : "failing",
			reason: outcome.reason,
			...(until === undefined ? {} : { until }),
		};
	}
}

async function attemptAt(
	target: Target,
	{ message, folded }: Entry,
	known: Incident | undefined,
	uncertain: Span | undefined,
	lease: Lease,
): Promise<Outcome> {
	const attempt = { uncertain, folded, keepAlive: lease.keep };
	if (message.type === "note") return (await target.note?.(message, { ...attempt, incident: known })) ?? { outcome: "sent" };
	// What was decided before it failed again no longer holds.
	const { notes: _, ...undecided } = known ?? {};
	const incident = known && message.type === "alert" && message.kind === "reopened" ? (undecided as Incident) : known;
	return target.send(message, { ...attempt, incident });
}

function failed({ uncertain: _, ...entry }: Entry, reason: string, uncertain: Span | undefined): Entry {
	return { ...entry, reason, ...(uncertain === undefined ? {} : { uncertain }) };
}

/**
 * Was the target told this already, or something later: the message itself, that the incident stands as it does, or what a later scan saw? A baseline
 * that is compared with every day tells the same every day. Notes are for incidents that have a message of their own.
 */
function isTold(incident: Incident | undefined, message: Message | Note, target: Target): boolean {
	if (message.type === "note") return !target.note || !incident?.thread || incident.sent.includes(message.id);
	if (!incident) return false;
	if (incident.sent.includes(message.id)) return true;
	if (message.type === "digest") return false;
	if (incident.observedAt !== undefined && Date.parse(message.observedAt) < Date.parse(incident.observedAt)) return true;
	// It was suppressed in between, about which there was no alert.
	if (message.kind === "reopened" && incident.notes?.some(({ until }) => until !== undefined)) return false;
	const same = message.status === incident.status && message.severity === incident.severity;
	return same && (message.kind === "new" || message.kind === "reopened" || message.status === "closed");
}

/** The attempts that may have arrived, after one more at `at`: it and those before, of which the target may have been able to say something. */
function stillUncertain(earlier: Span | undefined, outcome: Outcome, at: number): Span | undefined {
	const before = outcome.outcome === "retry" && outcome.absent ? undefined : earlier;
	return outcome.outcome === "retry" && outcome.uncertain ? { from: before?.from ?? at, to: at } : before;
}

/** Waits, and keeps the lease meanwhile. */
async function pauseFor(milliseconds: number, clock: Clock, lease: Lease): Promise<void> {
	const end = clock.now() + milliseconds;
	while (clock.now() < end) {
		await clock.sleep(Math.min(10_000, end - clock.now()));
		await lease.keep();
	}
}
