import { mapBounded } from "../../aws/concurrency.ts";
import { type Alert, digestOf, type Message, type Note } from "../../core/alerts/alert.ts";
import { splitFlood, told } from "../../core/alerts/digest.ts";
import type { Routed, Window } from "../../core/alerts/routes.ts";
import { arrivalIn } from "./arrival.ts";
import { type Batch, type Delivery, keyTime, type Outbox } from "./entries.ts";
import type { Arrival } from "./inbox.ts";
import { packed, unpacked } from "./packed.ts";
import type { Store } from "./store.ts";

/** A target as planning sees it. */
export interface Audience {
	readonly name: string;
	/** More alerts than this at once, or within the flood window, become a digest. */
	readonly digestAbove: number;
	/** Machines get every alert all the same, marked as folded, beside the digest. */
	readonly wantsEach: boolean;
	/** An incident has one message there, which later alerts update. */
	readonly threads: boolean;
}

/** By what it is decided who is told what and when. Times in milliseconds. */
export interface PlanRules {
	readonly routed: (alert: Alert) => Routed;
	readonly audiences: readonly Audience[];
	readonly windowEnd: (every: Window, at: number) => number;
	/** When the quiet of a target ends, or undefined when it may be told now. */
	readonly quietUntil: (target: string, alert: Alert, at: number) => number | undefined;
	/** For so long alerts that had messages of their own count, and there is one digest at most. 0: every run is one by itself. */
	readonly floodWindow: number;
}

/** Where decisions are remembered. */
export interface PlanParts {
	readonly store: Store;
	readonly outbox: Outbox;
	readonly rules: PlanRules;
}

/** What was decided about arrivals. */
export interface Decision {
	readonly batch: Batch;
	readonly alerts: number;
	/** Alerts that every route is too quiet for. */
	readonly quiet: number;
	/** Alerts that wait for the end of a window, by target. */
	readonly held: number;
}

/** Alerts that wait for a time: for one digest, or to be looked at again as if they came then. */
interface Held {
	readonly as: "digest" | "anew";
	readonly alerts: readonly Alert[];
}

/** What a target was told lately: counts of alerts that opened messages of their own, and the last digest. */
interface Flow {
	readonly opened: readonly (readonly [at: number, count: number])[];
	readonly critical: readonly (readonly [at: number, count: number])[];
	readonly digestAt?: number;
}

/** Objects that are read for one decision, and alerts in them: what is more is decided next. */
const arrivalsAtOnce = 2000;
const alertsAtOnce = 20_000;
const atATime = 16;

/**
 * Decides about what arrived and what was held until now, and keeps the decision. Undefined when there is nothing to decide. Only for who holds the
 * lease, which `keep` makes sure of before the decision is kept.
 */
export async function planInbox({ store, ...parts }: PlanParts, now: number, keep: () => Promise<void>): Promise<Decision | undefined> {
	const [inbox, due] = await Promise.all([store.list("inbox"), dueIn(store, now)]);
	if (inbox.length + due.length === 0) return undefined;
	const taken = inbox.length === 0 ? [] : await store.list("taken");
	const decided = new Set(taken.map((key) => key.slice("taken/".length)));
	const arrivals: Arrival[] = [];
	const consumed: string[] = [];
	const damaged: Record<string, string> = {};
	let alerts = 0;
	for (let index = 0; index < Math.min(inbox.length, arrivalsAtOnce) && alerts < alertsAtOnce; index += atATime) {
		const keys = inbox.slice(index, index + atATime);
		const texts = await mapBounded(keys, atATime, (key) => (decided.has(nameOf(key)) ? Promise.resolve(undefined) : store.get(key)));
		for (const [at, text] of texts.entries()) {
			if (text === undefined) continue;
			const arrival = arrivalIn(text);
			if (!arrival) {
				// It must not hold up what comes after it.
				damaged[`failed/inbox/${nameOf(keys[at] ?? "")}`] = text;
				continue;
			}
			arrivals.push(arrival);
			alerts += arrival.type === "alerts" ? arrival.alerts.length : 0;
		}
		consumed.push(...keys);
	}
	const held = new Map<string, Held[]>();
	for (const [index, text] of (await mapBounded(due, atATime, (key) => store.get(key))).entries()) {
		const target = due[index]?.split("/")[1] ?? "";
		if (text !== undefined) held.set(target, [...(held.get(target) ?? []), unpacked<Held>(text)]);
	}
	const decision = await decide({ store, ...parts }, arrivals, held, now);
	const id = digestOf("plan", ...consumed, ...due);
	const batch: Batch = {
		deliveries: decision.batch.deliveries,
		// What is published once more later arrives again, under the same name.
		writes: { ...decision.batch.writes, ...damaged, ...Object.fromEntries(consumed.map((key) => [`taken/${nameOf(key)}`, "{}"])) },
		removes: [...consumed, ...due],
	};
	await keep();
	await parts.outbox.commit(batch, now, id);
	return { ...decision, batch };
}

/** The keys of what was held until now. */
export const dueIn = async (store: Store, now: number): Promise<string[]> =>
	(await store.list("held")).filter((key) => Number(key.split("/")[2]?.slice(0, 14)) <= now);

const nameOf = (key: string): string => key.slice("inbox/".length);

/** Decides who is told what, and when; reads what was told before and changes nothing. */
export async function decide(
	{ store, outbox, rules }: PlanParts,
	arrivals: readonly Arrival[],
	due: ReadonlyMap<string, readonly Held[]>,
	now: number,
): Promise<Decision> {
	const names = new Set(rules.audiences.map(({ name }) => name));
	const routed = new Map<string, { alert: Alert; when: "now" | Window }[]>();
	const notes: Note[] = [];
	let [alerts, quiet] = [0, 0];
	for (const arrival of arrivals) {
		if (arrival.type === "note") {
			notes.push(arrival.note);
			continue;
		}
		for (const alert of arrival.alerts) {
			alerts++;
			const to: Routed = arrival.targets ? new Map(arrival.targets.map((name) => [name, "now"])) : rules.routed(alert);
			const known = [...to].filter(([name]) => names.has(name));
			if (known.length === 0) quiet++;
			for (const [name, when] of known) {
				const own = routed.get(name) ?? [];
				routed.set(name, own);
				own.push({ alert, when });
			}
		}
	}
	const waiting = await outbox.waiting();
	const deliveries: Delivery[] = [];
	const writes: Record<string, string> = {};
	let held = 0;
	for (const audience of rules.audiences) {
		const plan = await planFor(audience, routed.get(audience.name) ?? [], due.get(audience.name) ?? [], now, {
			rules,
			known: async (fingerprints) => {
				if (!audience.threads) return new Set();
				const told = await outbox.known(audience.name, fingerprints);
				for (const { fingerprint } of waiting.get(audience.name) ?? []) told.add(fingerprint);
				return told;
			},
			flow: async () => JSON.parse((await store.get(`flow/${audience.name}`)) ?? '{"opened":[],"critical":[]}') as Flow,
		});
		deliveries.push(...plan.deliveries);
		for (const [until, as, list] of plan.held) {
			held += list.length;
			const id = digestOf(as, ...list.map((alert) => alert.id));
			writes[`held/${audience.name}/${keyTime(until)}-${id}`] = packed({ as, alerts: list } satisfies Held);
		}
		if (plan.flow) writes[`flow/${audience.name}`] = JSON.stringify(plan.flow);
		if (audience.threads) deliveries.push(...notes.map((note): Delivery => ({ target: audience.name, message: note })));
	}
	return { batch: { deliveries, writes }, alerts, quiet, held };
}

const counted = (counts: Flow["opened"], at: number, count: number): Flow["opened"] => (count > 0 ? [...counts, [at, count]] : counts);

interface TargetPlan {
	readonly deliveries: readonly Delivery[];
	readonly held: readonly (readonly [until: number, as: Held["as"], alerts: readonly Alert[]])[];
	readonly flow?: Flow;
}

async function planFor(
	audience: Audience,
	fresh: readonly { readonly alert: Alert; readonly when: "now" | Window }[],
	due: readonly Held[],
	now: number,
	{
		rules,
		...ask
	}: {
		readonly rules: PlanRules;
		readonly known: (fingerprints: readonly string[]) => Promise<ReadonlySet<string>>;
		readonly flow: () => Promise<Flow>;
	},
): Promise<TargetPlan> {
	const { name } = audience;
	const candidates = [
		...due.flatMap(({ as, alerts }) => (as === "anew" ? alerts.map((alert) => ({ alert, when: "now" as const })) : [])),
		...fresh,
	];
	const collected = due.flatMap(({ as, alerts }) => (as === "digest" ? alerts : []));
	const deliver = (message: Message, folded = false): Delivery => ({ target: name, message, ...(folded ? { folded: true } : {}) });
	const digestOfAll = (alerts: readonly Alert[]): Delivery[] => told(alerts, audience.wantsEach).map((message) => deliver(message));
	if (candidates.length === 0) return { deliveries: digestOfAll(collected), held: [] };

	const known = await ask.known([...new Set(candidates.map(({ alert }) => alert.fingerprint))]);
	const held = new Map<string, [until: number, as: Held["as"], alerts: Alert[]]>();
	const hold = (until: number, as: Held["as"], alert: Alert) => {
		const entry = held.get(`${until} ${as}`) ?? [until, as, []];
		held.set(`${until} ${as}`, entry);
		entry[2].push(alert);
	};
	const immediate: Alert[] = [];
	const asked: Alert[] = [];
	for (const { alert, when } of candidates) {
		// A message that is there is kept up to date at once: nobody must read that something is open when it is not.
		const waits = when !== "now" && !known.has(alert.fingerprint);
		if (alert.check !== undefined) {
			// Somebody waits for it.
			asked.push(alert);
			continue;
		}
		const quiet = rules.quietUntil(name, alert, waits ? rules.windowEnd(when, now) : now);
		if (waits) hold(quiet ?? rules.windowEnd(when, now), "digest", alert);
		else if (quiet !== undefined) hold(quiet, "anew", alert);
		else immediate.push(alert);
	}

	const flow = rules.floodWindow > 0 && audience.digestAbove !== Number.POSITIVE_INFINITY ? await ask.flow() : undefined;
	const since = now - rules.floodWindow;
	const lately = (counts: Flow["opened"] = []): Flow["opened"] => counts.filter(([at]) => at > since);
	const sum = (counts: Flow["opened"]): number => counts.reduce((total, [, count]) => total + count, 0);
	const opened = lately(flow?.opened);
	const critical = lately(flow?.critical);
	const split = splitFlood(immediate, {
		room: Math.max(0, audience.digestAbove - sum(opened)),
		criticalRoom: Math.max(0, audience.digestAbove - sum(critical)),
		known: (fingerprint) => known.has(fingerprint),
	});
	const nextDigest = flow?.digestAt === undefined ? now : flow.digestAt + rules.floodWindow;
	const together = [...collected];
	if (nextDigest <= now) together.push(...split.folded);
	else for (const alert of split.folded) hold(nextDigest, "digest", alert);
	const louder = split.openings.filter(({ severity }) => severity === "critical").length;
	const changed = flow && split.openings.length + split.folded.length > 0;
	const digestAt = nextDigest <= now && split.folded.length > 0 ? now : flow?.digestAt;
	return {
		deliveries: [
			...[...asked, ...split.updates, ...split.openings].map((alert) => deliver(alert)),
			...(audience.wantsEach ? split.folded : []).map((alert) => deliver(alert, true)),
			...digestOfAll(together),
		],
		held: [...held.values()],
		...(changed
			? {
					flow: {
						opened: counted(opened, now, split.openings.length),
						critical: counted(critical, now, louder),
						...(digestAt === undefined ? {} : { digestAt }),
					},
				}
			: {}),
	};
}
