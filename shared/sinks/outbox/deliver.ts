import type { Message } from "../../core/alerts/alert.ts";
import type { Entry, Outbox } from "./entries.ts";
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
}

/** How a delivery ended. */
export interface DeliveryReport {
	readonly sent: number;
	/** Of which the target was told before. */
	readonly already: number;
	readonly rejected: readonly { readonly target: string; readonly id: string; readonly reason: string }[];
	readonly moved: number;
	/** What waits for the next run, by target, with the reason. */
	readonly waiting: readonly { readonly target: string; readonly count: number; readonly reason: string }[];
}

/** Attempts for a message in one run. */
const attemptsPerRun = 5;
/** So many incidents in a row that cannot be delivered mean that the target is down. */
const downAfter = 3;

/**
 * Sends what waits, oldest first. Messages of one incident keep their order: while one cannot be delivered, those after it wait. What
 * cannot be sent now stays for the next run, or goes the second way.
 */
export async function deliver(parts: DeliveryParts): Promise<DeliveryReport> {
	const { outbox, ways } = parts;
	const tally = { sent: 0, already: 0, moved: 0, rejected: [] as { target: string; id: string; reason: string }[] };
	await outbox.expand();
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
	const left = [...(await outbox.waiting())].map(([target, entries]) => {
		const reason = entries.find((entry) => entry.reason !== undefined)?.reason;
		return {
			target,
			count: entries.length,
			reason: ways.has(target) ? (reason ?? "there was no time left") : "there is no such target any more",
		};
	});
	return { ...tally, waiting: left };
}

type Tally = { sent: number; already: number; moved: number; rejected: { target: string; id: string; reason: string }[] };

async function drainTarget(way: Way, entries: readonly Entry[], parts: DeliveryParts, tally: Tally): Promise<void> {
	const { target } = way;
	const incidents = [...Map.groupBy(entries, (entry) => entry.message.fingerprint).values()];
	let next = 0;
	let failures = 0;
	let refused = false;
	let healthy: boolean | undefined;
	const worker = async (): Promise<void> => {
		while (next < incidents.length && !refused && failures < downAfter) {
			if (parts.clock.now() >= parts.deadline) return;
			for (const entry of incidents[next++] ?? []) {
				const result = await deliverEntry(target, entry, parts, tally);
				if (result.end === "done") {
					failures = 0;
					if (!healthy) await parts.outbox.healthy(target.name);
					healthy = true;
					continue;
				}
				failures++;
				refused ||= result.end === "refused";
				healthy = false;
				const known = await parts.outbox.health(target.name);
				await parts.outbox.failing(target.name, { failingSince: known?.failingSince ?? parts.clock.now(), reason: result.reason });
				break;
			}
		}
	};
	await Promise.all(Array.from({ length: target.concurrency }, worker));
	if (way.fallback === undefined || !parts.ways.has(way.fallback)) return;
	const health = await parts.outbox.health(target.name);
	const tooLong = health !== undefined && parts.clock.now() - health.failingSince >= way.fallbackAfter;
	if (refused || (failures > 0 && tooLong)) await moveAll(target.name, way.fallback, parts, tally);
}

async function moveAll(from: string, to: string, { outbox, lease }: DeliveryParts, tally: Tally): Promise<void> {
	for (const entry of (await outbox.waiting()).get(from) ?? []) {
		await lease.keep();
		// What came from the second way must not go round in a circle.
		if (entry.insteadOf === to) continue;
		await outbox.moved(entry, to);
		tally.moved++;
	}
}

type End = { readonly end: "done" } | { readonly end: "failing" | "refused"; readonly reason: string };

async function deliverEntry(target: Target, first: Entry, parts: DeliveryParts, tally: Tally): Promise<End> {
	const { outbox, clock, lease, deadline } = parts;
	let entry = first;
	for (let attempt = 1; ; attempt++) {
		await lease.keep();
		const incident = await outbox.incident(target.name, entry.message.fingerprint);
		if (incident && isTold(incident, entry.message)) {
			await outbox.done(entry);
			tally.already++;
			return { end: "done" };
		}
		const { uncertain } = entry;
		const at = clock.now();
		entry = await outbox.begin(entry, at);
		const outcome = await target.send(entry.message, { incident, uncertain, keepAlive: lease.keep });
		if (outcome.outcome === "sent") {
			await outbox.sent(entry, incident, outcome, clock.now());
			tally.sent++;
			parts.onSent?.(entry);
			return { end: "done" };
		}
		if (outcome.outcome === "rejected") {
			await outbox.failed(entry, outcome.reason);
			tally.rejected.push({ target: target.name, id: entry.message.id, reason: outcome.reason });
			return { end: "done" };
		}
		entry = await outbox.kept(entry, outcome.reason, stillUncertain(uncertain, outcome, at));
		if (outcome.outcome === "refused") return { end: "refused", reason: outcome.reason };
		if (attempt >= attemptsPerRun) return { end: "failing", reason: outcome.reason };
		const pause = outcome.afterMs ?? Math.min(30_000, 1000 * 2 ** (attempt - 1));
		if (clock.now() + pause >= deadline) return { end: "failing", reason: outcome.reason };
		await pauseFor(pause, clock, lease);
	}
}

/** Was the target told this already: the message itself, or that the incident stands as it does? A baseline that is compared with every day tells the same every day. */
function isTold(incident: Incident, message: Message): boolean {
	if (incident.sent.includes(message.id)) return true;
	const same = message.type === "alert" && message.status === incident.status && message.severity === incident.severity;
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
