import { describe, expect, it } from "vitest";
import type { Message } from "../../shared/core/alerts/alert.ts";
import { type DeliveryReport, deliver, type Way } from "../../shared/sinks/outbox/deliver.ts";
import { type Delivery, type Entry, outboxOver } from "../../shared/sinks/outbox/entries.ts";
import { leaseLength, takeLease } from "../../shared/sinks/outbox/lease.ts";
import type { Clock, Store } from "../../shared/sinks/outbox/store.ts";
import type { Outcome, Target } from "../../shared/sinks/outbox/target.ts";
import { slackBot } from "../../shared/sinks/slack/bot.ts";
import { slackWebhook } from "../../shared/sinks/slack/webhook.ts";
import { alertOf, closingOf } from "../support/alerts.ts";
import { Crash, memoryStore, virtualClock } from "../support/outbox.ts";
import { type Fault, slackWorkspace } from "../support/slack.ts";

const wayOf = (target: Target, further: Partial<Way> = {}): Way => ({ target, fallbackAfter: 15 * 60_000, ...further });

/** One run, as the command makes it: keep, take the lease, deliver, give it back. */
async function run(
	store: Store,
	clock: Clock,
	ways: readonly Way[],
	deliveries: readonly Delivery[] = [],
	budget = 1e12,
): Promise<DeliveryReport> {
	const outbox = outboxOver(store);
	await outbox.enqueue(deliveries, clock.now());
	let lease = await takeLease(store, "test", clock);
	while (!lease) {
		await clock.sleep(1000);
		lease = await takeLease(store, "test", clock);
	}
	const named = new Map(ways.map((way) => [way.target.name, way]));
	const report = await deliver({ outbox, ways: named, clock, lease, deadline: clock.now() + budget });
	await lease.release();
	return report;
}

const to = (target: string, ...messages: readonly Message[]): Delivery[] => messages.map((message) => ({ target, message }));

/** A target whose outcomes are scripted by call; what it takes is kept. */
function scripted(name: string, script: (message: Message, call: number) => Outcome = () => ({ outcome: "sent" })) {
	const taken: Message[] = [];
	let calls = 0;
	const target: Target = {
		name,
		threads: false,
		concurrency: 1,
		send: async (message) => {
			const outcome = script(message, calls++);
			if (outcome.outcome === "sent") taken.push(message);
			return outcome;
		},
	};
	return { target, taken, calls: () => calls };
}

const down: Outcome = { outcome: "retry", reason: "it is down", uncertain: false };

/** Numbers from 0 to 1 that are the same in every run. */
function numbers(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

const bot = { name: "slack", channel: "C0000001", token: "xoxb-test-token", mentions: {} };

describe("a Slack that fails a third of the time", () => {
	it("loses and doubles none of 10,000 alerts, keeps the order of each incident and the pace of the channel", async () => {
		const clock = virtualClock();
		const random = numbers(7);
		const faults: Fault[] = [
			{ kind: "status", status: 429, retryAfter: 3 },
			{ kind: "status", status: 503 },
			{ kind: "timeout" },
			{ kind: "lost" },
			{ kind: "garbled" },
			{ kind: "error", error: "internal_error" },
			{ kind: "error", error: "ratelimited" },
		];
		const workspace = slackWorkspace({
			now: clock.now,
			fault: () => (random() < 1 / 3 ? faults[Math.floor(random() * faults.length)] : undefined),
		});
		const way = wayOf(slackBot(bot, workspace.http, clock));
		const store = memoryStore();
		// Four scans over 2,500 incidents: they open, become worse, are resolved and come back.
		const steps = [
			(name: string) => alertOf(name, 0),
			(name: string) => alertOf(name, 1, { kind: "worse", severity: "critical", previousSeverity: "high" }),
			(name: string) => closingOf(name, 2),
			(name: string) => alertOf(name, 3, { kind: "reopened" }),
		];
		const names = Array.from({ length: 2500 }, (_, index) => `db-${index}`);
		for (const step of steps) {
			let deliveries = to("slack", ...names.map(step));
			// As often as a schedule would, until nothing waits.
			for (let runs = 0; runs < 50; runs++) {
				const { waiting } = await run(store, clock, [way], deliveries);
				deliveries = [];
				if (waiting.length === 0) break;
				clock.pass(3_600_000);
			}
		}
		expect(workspace.problems).toEqual([]);
		const posted = workspace.messages.map((message) => message.delivery);
		expect(posted).toHaveLength(10_000);
		expect(new Set(posted).size).toBe(10_000);
		expect(workspace.roots()).toHaveLength(2500);
		const byThread = Map.groupBy(workspace.messages, (message) => message.thread ?? message.ts);
		const nameOf = new Map(names.map((name) => [alertOf(name).fingerprint, name]));
		for (const root of workspace.roots()) {
			const order = byThread.get(root.ts)?.map((message) => message.delivery);
			const name = nameOf.get(root.fingerprint ?? "") ?? "";
			expect(order).toEqual(steps.map((step) => step(name).id));
			expect(root.text).toContain("fails again");
		}
		const times = workspace.calls.filter(({ method }) => method === "chat.postMessage").map(({ at }) => at);
		expect(times.every((at, index) => index === 0 || at - (times[index - 1] ?? 0) >= 1000)).toBe(true);
		expect([...store.texts.keys()].filter((key) => /^(?:outbox|batches|failed)/.test(key))).toEqual([]);
	}, 120_000);
});

describe("a process that ends anywhere", () => {
	/** Runs with a crash at the nth effect, then again until nothing waits; true when there was an nth effect. */
	async function crashingAt(
		effect: number,
		targetOf: (workspace: ReturnType<typeof slackWorkspace>, clock: Clock) => Target,
		workspace: ReturnType<typeof slackWorkspace>,
	) {
		const clock = virtualClock();
		let effects = 0;
		let armed = true;
		const maybe = () => {
			if (armed && effects++ === effect) {
				armed = false;
				throw new Crash();
			}
		};
		const store = memoryStore(maybe);
		const crashing = {
			...workspace,
			http: async (request: Parameters<typeof workspace.http>[0]) => {
				maybe();
				const answer = await workspace.http(request);
				maybe();
				return answer;
			},
		};
		const way = wayOf(targetOf(crashing, clock));
		const scans = [
			[alertOf("a", 0), alertOf("b", 0)],
			[alertOf("a", 1, { kind: "worse" }), closingOf("b", 1)],
		];
		for (const scan of scans) {
			const deliveries = to("slack", ...scan);
			// A run that crashed is started again with the same snapshots, as the user does.
			for (let tries = 0; tries < 5; tries++) {
				try {
					const { waiting } = await run(store, clock, [way], deliveries);
					if (waiting.length === 0) break;
				} catch (error) {
					if (!(error instanceof Crash)) throw error;
				}
				clock.pass(1000);
			}
		}
		return { crashed: !armed, left: [...store.texts.keys()].filter((key) => /^(?:outbox|batches|failed)/.test(key)) };
	}

	const expected = [alertOf("a", 0), alertOf("b", 0), alertOf("a", 1), closingOf("b", 1)].map((alert) => alert.id).toSorted();

	it("sends every alert to a Slack channel exactly once, in its thread, wherever it ends", async () => {
		let effect = 0;
		for (; ; effect++) {
			const workspace = slackWorkspace({ now: () => Date.parse("2026-01-02T03:04:05Z") });
			const { crashed, left } = await crashingAt(effect, ({ http }, clock) => slackBot(bot, http, clock), workspace);
			if (!crashed) break;
			expect(workspace.messages.map((message) => message.delivery).toSorted(), `crash at effect ${effect}`).toEqual(expected);
			expect(workspace.roots(), `crash at effect ${effect}`).toHaveLength(2);
			expect(workspace.problems).toEqual([]);
			expect(left).toEqual([]);
		}
		expect(effect).toBeGreaterThan(40);
	});

	it("sends an alert to a webhook at least once and at most once more", async () => {
		let effect = 0;
		let doubles = 0;
		for (; ; effect++) {
			const workspace = slackWorkspace();
			const hook = { name: "slack", url: "https://hooks.slack.com/services/T0/B0/x", mentions: {} };
			const { crashed } = await crashingAt(effect, ({ http }, clock) => slackWebhook(hook, http, clock), workspace);
			if (!crashed) break;
			expect(workspace.messages.length, `crash at effect ${effect}`).toBeGreaterThanOrEqual(4);
			expect(workspace.messages.length, `crash at effect ${effect}`).toBeLessThanOrEqual(5);
			if (workspace.messages.length === 5) doubles++;
		}
		// Only between the arrival and the note of it: after the call, and before that note is written, four times.
		expect(doubles).toBe(8);
	});
});

describe("delivery", () => {
	it("sends what was left over before what is new", async () => {
		const clock = virtualClock();
		const store = memoryStore();
		const broken = scripted("t", () => down);
		await run(store, clock, [wayOf(broken.target)], to("t", alertOf("old")));
		clock.pass(1);
		const working = scripted("t");
		await run(store, clock, [wayOf(working.target)], to("t", alertOf("new", 0, { severity: "critical" })));
		expect(working.taken.map((message) => message.id)).toEqual([alertOf("old").id, alertOf("new").id]);
	});

	it("sends the same change once, however often it is asked for", async () => {
		const clock = virtualClock();
		const store = memoryStore();
		const { target, taken } = scripted("t");
		for (let times = 0; times < 3; times++) {
			const report = await run(store, clock, [wayOf(target)], to("t", alertOf("a"), alertOf("b")));
			expect(report).toMatchObject(times === 0 ? { sent: 2, already: 0 } : { sent: 0, already: 2 });
			clock.pass(1000);
		}
		expect(taken).toHaveLength(2);
	});

	it("tells again of an incident that stands as it was told only when it is worse, milder, over or open again", async () => {
		const clock = virtualClock();
		const store = memoryStore();
		const { target, taken } = scripted("t");
		const steps = [
			alertOf("a", 0),
			alertOf("a", 1),
			alertOf("a", 2, { kind: "reopened" }),
			alertOf("a", 3, { kind: "worse", severity: "critical" }),
			alertOf("a", 4, { severity: "critical" }),
			alertOf("a", 5, { kind: "better" }),
			closingOf("a", 6),
			closingOf("a", 7, "gone"),
			alertOf("a", 8, { kind: "reopened" }),
			alertOf("a", 9, { kind: "unreadable" }),
			alertOf("a", 10, { kind: "unreadable" }),
		];
		for (const step of steps) {
			await run(store, clock, [wayOf(target)], to("t", step));
			clock.pass(1000);
		}
		expect(taken.map((message) => steps.findIndex((step) => step.id === message.id))).toEqual([0, 3, 5, 6, 8, 9, 10]);
	});

	it("does not undo what a later scan said when an earlier one comes late", async () => {
		const clock = virtualClock();
		const store = memoryStore();
		const { target, taken } = scripted("t");
		const at = (day: number) => ({ observedAt: `2026-06-0${day}T00:00:00.000Z` });
		const late = [alertOf("a", 1, { kind: "worse", severity: "critical", ...at(1) }), alertOf("a", 2, { kind: "better", ...at(2) })];
		await run(store, clock, [wayOf(target)], to("t", { ...closingOf("a", 3), ...at(3) }));
		expect(await run(store, clock, [wayOf(target)], to("t", ...late))).toMatchObject({ sent: 0, already: 2 });
		clock.pass(1000);
		await run(store, clock, [wayOf(target)], to("t", alertOf("a", 4, { kind: "reopened", ...at(3) })));
		expect(taken.map(({ id }) => id)).toEqual([closingOf("a", 3).id, alertOf("a", 4).id]);
	});

	it("sends what an earlier version kept: entries without their order in the name, batches without anything else", async () => {
		const clock = virtualClock();
		const store = memoryStore();
		const { target, taken } = scripted("t");
		const [first, second, third] = [alertOf("a"), alertOf("b"), alertOf("c")];
		const entry = (message: Message, sequence: string) => JSON.stringify({ target: "t", message, sequence, attempts: 0 });
		await store.create(`outbox/t/${first.id}`, entry(first, "01767323045000-x-0000002"));
		await store.create(`outbox/t/${second.id}`, entry(second, "01767323045000-x-0000001"));
		await store.create("batches/01767323045001-x", JSON.stringify(to("t", third, first)));
		expect(await run(store, clock, [wayOf(target)])).toMatchObject({ sent: 3, waiting: [] });
		expect(taken.map(({ id }) => id)).toEqual([second.id, first.id, third.id]);
		expect(await store.list("outbox")).toEqual([]);
	});

	it("holds back what follows in an incident while its first message cannot be delivered, and nothing else", async () => {
		const clock = virtualClock();
		const store = memoryStore();
		const first = scripted("t", (message) => (message.fingerprint === alertOf("a").fingerprint ? down : { outcome: "sent" }));
		const report = await run(store, clock, [wayOf(first.target)], to("t", alertOf("a", 0), alertOf("b", 0), closingOf("a", 1)));
		expect(first.taken.map((message) => message.id)).toEqual([alertOf("b").id]);
		expect(report.waiting).toMatchObject([{ target: "t", count: 2, reason: "it is down" }]);
		const second = scripted("t");
		await run(store, clock, [wayOf(second.target)]);
		expect(second.taken.map((message) => message.id)).toEqual([alertOf("a", 0).id, closingOf("a", 1).id]);
	});

	it("waits as long as the target asks, and does not begin what the deadline forbids", async () => {
		const clock = virtualClock();
		const start = clock.now();
		const { target } = scripted("t", (_, call) =>
			call === 0 ? { outcome: "retry", reason: "slowly", afterMs: 45_000, uncertain: false } : { outcome: "sent" },
		);
		await run(memoryStore(), clock, [wayOf(target)], to("t", alertOf("a")));
		expect(clock.now() - start).toBe(45_000);
		const late = scripted("t", () => ({ outcome: "retry", reason: "slowly", afterMs: 45_000, uncertain: false }));
		const report = await run(memoryStore(), clock, [wayOf(late.target)], to("t", alertOf("a")), 40_000);
		expect(late.calls()).toBe(1);
		expect(report.waiting).toMatchObject([{ target: "t", count: 1, reason: "slowly" }]);
	});

	it("keeps a message that the target will never take apart, with the reason, and goes on", async () => {
		const store = memoryStore();
		const { target, taken } = scripted("t", (_, call) =>
			call === 0 ? { outcome: "rejected", reason: "too strange" } : { outcome: "sent" },
		);
		const report = await run(store, virtualClock(), [wayOf(target)], to("t", alertOf("a"), alertOf("b")));
		expect(report.rejected).toEqual([{ target: "t", id: alertOf("a").id, reason: "too strange" }]);
		expect(taken).toHaveLength(1);
		expect(JSON.parse(store.texts.get(`failed/t/${alertOf("a").id}`) ?? "") as Entry).toMatchObject({ reason: "too strange" });
	});

	it("stops at a target that refuses, keeps everything, and does not stop at the others", async () => {
		const refusing = scripted("t", () => ({ outcome: "refused", reason: "invalid_auth" }));
		const working = scripted("u");
		const store = memoryStore();
		const deliveries = [...to("t", alertOf("a"), alertOf("b")), ...to("u", alertOf("a"))];
		const report = await run(store, virtualClock(), [wayOf(refusing.target), wayOf(working.target)], deliveries);
		expect(refusing.calls()).toBe(1);
		expect(working.taken).toHaveLength(1);
		expect(report.waiting).toMatchObject([{ target: "t", count: 2, reason: "invalid_auth" }]);
	});

	it("says of what waits for a target that is no longer configured that there is none", async () => {
		const report = await run(memoryStore(), virtualClock(), [], to("gone", alertOf("a")));
		expect(report.waiting).toMatchObject([{ target: "gone", count: 1, reason: "there is no such target any more" }]);
	});

	describe("with a second way", () => {
		const fallback = { fallback: "u" };

		it("uses it at once when the first refuses", async () => {
			const first = scripted("t", () => ({ outcome: "refused", reason: "invalid_auth" }));
			const second = scripted("u");
			const report = await run(
				memoryStore(),
				virtualClock(),
				[wayOf(first.target, fallback), wayOf(second.target)],
				to("t", alertOf("a"), closingOf("a", 1)),
			);
			expect(report).toMatchObject({ moved: 2, sent: 2, waiting: [] });
			expect(second.taken.map((message) => message.id)).toEqual([alertOf("a").id, closingOf("a", 1).id]);
		});

		it("uses it when the first has been down for longer than allowed, and not before", async () => {
			const clock = virtualClock();
			const store = memoryStore();
			const first = scripted("t", () => down);
			const second = scripted("u");
			const ways = [wayOf(first.target, fallback), wayOf(second.target)];
			const start = clock.now();
			expect(await run(store, clock, ways, to("t", alertOf("a")))).toMatchObject({ moved: 0, sent: 0 });
			const failing = JSON.parse(store.texts.get("health/t") ?? "") as { failingSince: number };
			expect(failing.failingSince).toBeGreaterThanOrEqual(start);
			clock.pass(14 * 60_000);
			expect(await run(store, clock, ways)).toMatchObject({ moved: 0, sent: 0 });
			clock.pass(60_000);
			expect(await run(store, clock, ways)).toMatchObject({ moved: 1, sent: 1, waiting: [] });
			expect(second.taken).toHaveLength(1);
		});

		it("counts from anew once the first has taken something", async () => {
			const clock = virtualClock();
			const store = memoryStore();
			await run(store, clock, [wayOf(scripted("t", () => down).target, fallback), wayOf(scripted("u").target)], to("t", alertOf("a")));
			clock.pass(10 * 60_000);
			await run(store, clock, [wayOf(scripted("t").target, fallback), wayOf(scripted("u").target)]);
			clock.pass(10 * 60_000);
			const second = scripted("u");
			await run(store, clock, [wayOf(scripted("t", () => down).target, fallback), wayOf(second.target)], to("t", alertOf("b")));
			expect(second.taken).toEqual([]);
		});

		it("does not go round in a circle when both are each other's", async () => {
			const refuse = (): Outcome => ({ outcome: "refused", reason: "no" });
			const ways = [wayOf(scripted("t", refuse).target, { fallback: "u" }), wayOf(scripted("u", refuse).target, { fallback: "t" })];
			const report = await run(memoryStore(), virtualClock(), ways, to("t", alertOf("a")));
			expect(report).toMatchObject({ moved: 1, waiting: [{ target: "u", count: 1, reason: "no" }] });
		});
	});
});

describe("the lease", () => {
	it("is held by one at a time, and free again when it is given back or has run out", async () => {
		const clock = virtualClock();
		const store = memoryStore();
		const first = await takeLease(store, "one", clock);
		expect(await takeLease(store, "two", clock)).toBeUndefined();
		await first?.release();
		const second = await takeLease(store, "two", clock);
		expect(second).toBeDefined();
		clock.pass(leaseLength);
		await expect(second?.keep()).rejects.toThrow("ran out");
		expect(await takeLease(store, "three", clock)).toBeDefined();
	});

	it("lasts as long as it is kept", async () => {
		const clock = virtualClock();
		const store = memoryStore();
		const lease = await takeLease(store, "one", clock);
		for (let times = 0; times < 10; times++) {
			clock.pass(leaseLength / 2);
			await lease?.keep();
		}
		expect(await takeLease(store, "two", clock)).toBeUndefined();
	});

	it("is taken over by one of two who see it run out at the same time", async () => {
		const clock = virtualClock();
		const store = memoryStore();
		await takeLease(store, "dead", clock);
		clock.pass(leaseLength);
		const taken = await Promise.all([takeLease(store, "one", clock), takeLease(store, "two", clock)]);
		expect(taken.filter((lease) => lease !== undefined)).toHaveLength(1);
	});
});
