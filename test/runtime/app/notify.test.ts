import { describe, expect, it } from "vitest";
import { type Alert, alertSchemaVersion, digestOf, type Note } from "../../../shared/core/alerts/alert.ts";
import { stateLayout } from "../../../shared/runtime/app/layout.ts";
import { grants, inboxGrants } from "../../../shared/runtime/app/notify.permissions.ts";
import { bucketStore } from "../../../shared/sinks/outbox/bucket.ts";
import { outboxOver } from "../../../shared/sinks/outbox/entries.ts";
import { enqueueAlerts, enqueueNote } from "../../../shared/sinks/outbox/inbox.ts";
import { takeLease } from "../../../shared/sinks/outbox/lease.ts";
import { alertOf, closingOf } from "../../support/alerts.ts";
import { fails, fakeCaller } from "../../support/aws/fake-caller.ts";
import { grantedStore } from "../../support/granted-store.ts";
import { findingsArn, notifier, pending, slackTarget, untilDone } from "../../support/notify.ts";
import { memoryStore as memoryBucket } from "../../support/object-store.ts";
import { Crash, memoryStore, virtualClock } from "../../support/outbox.ts";
import { type Fault, slackWorkspace } from "../../support/slack.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const at = (time: number) => ({ observedAt: new Date(time).toISOString() });

/** Numbers from 0 to 1 that are the same in every run. */
function numbers(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

const faults: readonly Fault[] = [
	{ kind: "status", status: 429, retryAfter: 3 },
	{ kind: "status", status: 503 },
	{ kind: "timeout" },
	{ kind: "lost" },
	{ kind: "garbled" },
	{ kind: "error", error: "internal_error" },
	{ kind: "error", error: "ratelimited" },
];

describe("10,000 alerts through a Slack that fails a third of the time, over a bucket", () => {
	it("are told, each once, in the order of their incidents, in as many invocations as it takes", async () => {
		const clock = virtualClock();
		const random = numbers(11);
		const workspace = slackWorkspace({
			now: clock.now,
			fault: () => (random() < 1 / 3 ? faults[Math.floor(random() * faults.length)] : undefined),
		});
		const bucket = memoryBucket("state");
		// With what each of them may do, and no more.
		const store = bucketStore(grantedStore(bucket, "state", grants), stateLayout.alerts);
		const inbox = bucketStore(grantedStore(bucket, "state", inboxGrants), stateLayout.alerts);
		const deployment = notifier({ clock, store, workspace, targets: { security: { ...slackTarget, digestAbove: 1_000_000 } } });
		const steps = [
			(name: string) => alertOf(name, 0, at(clock.now())),
			(name: string) => alertOf(name, 1, { kind: "worse", severity: "critical", previousSeverity: "high", ...at(clock.now()) }),
			(name: string) => alertOf(name, 2, { kind: "resolved", status: "closed", severity: "critical", ...at(clock.now()) }),
			(name: string) => alertOf(name, 3, { kind: "reopened", ...at(clock.now()) }),
		];
		const names = Array.from({ length: 2500 }, (_, index) => `db-${index}`);
		for (const [index, step] of steps.entries()) {
			// A hundred scopes, each of which published its own.
			for (let scope = 0; scope < 100; scope++)
				await enqueueAlerts(
					inbox,
					digestOf(`${index}-${scope}`),
					new Date(clock.now()).toISOString(),
					names.slice(scope * 25, scope * 25 + 25).map(step),
				);
			await untilDone(deployment, 1000);
			clock.pass(minute);
		}
		expect(workspace.problems).toEqual([]);
		const posted = workspace.messages.map((message) => message.delivery);
		expect(posted).toHaveLength(10_000);
		expect(new Set(posted).size).toBe(10_000);
		expect(workspace.roots()).toHaveLength(2500);
		const byThread = Map.groupBy(workspace.messages, (message) => message.thread ?? message.ts);
		const idsOf = new Map(names.map((name) => [alertOf(name).fingerprint, [0, 1, 2, 3].map((step) => alertOf(name, step).id)]));
		for (const root of workspace.roots()) {
			expect(byThread.get(root.ts)?.map((message) => message.delivery)).toEqual(idsOf.get(root.fingerprint ?? ""));
			expect(root.text).toContain("fails again");
		}
	}, 300_000);
});

describe("an invocation that ends anywhere", () => {
	const scans = (now: number): [string, Alert[]][] => [
		["one", [alertOf("a", 0, at(now)), alertOf("b", 0, at(now)), alertOf("c", 0, { severity: "low", ...at(now) })]],
		["two", [alertOf("a", 1, { kind: "worse", severity: "critical", ...at(now + 1) }), closingOf("b", 1)]],
	];

	/** Everything is published, then invoked until nothing is pending, with a crash at the nth effect of all. */
	async function crashingAt(effect: number) {
		const clock = virtualClock();
		let effects = 0;
		let armed = true;
		const maybe = () => {
			if (armed && effects++ === effect) {
				armed = false;
				throw new Crash();
			}
		};
		const workspace = slackWorkspace({ now: clock.now });
		const deployment = notifier({
			clock,
			store: memoryStore(maybe),
			workspace,
			http: async (request) => {
				maybe();
				const answer = await workspace.http(request);
				maybe();
				return answer;
			},
			// The three alerts of the first scan are a digest and an update of the next.
			targets: { security: { ...slackTarget, digestAbove: 2 } },
			routes: [
				{ severity: "high", targets: ["security"] },
				{ targets: ["security"], every: "hourly" },
			],
			own: { findings: "findings" },
		});
		const orCrash = async (action: () => Promise<unknown>) => {
			for (let tries = 0; tries < 3; tries++) {
				try {
					return await action();
				} catch (error) {
					if (!(error instanceof Crash)) throw error;
					// Its lease runs out.
					clock.pass(2 * minute);
				}
			}
			return undefined;
		};
		const started = clock.now();
		for (const [name, alerts] of scans(started)) {
			await orCrash(() => deployment.keep(name, alerts, started));
			await orCrash(() => untilDone(deployment));
			// The queue delivers again what was published, too.
			await orCrash(() => deployment.keep(name, alerts, started));
			await orCrash(() => untilDone(deployment));
		}
		clock.pass(hour);
		await orCrash(() => untilDone(deployment));
		return { crashed: !armed, workspace, published: deployment.published(), left: await pending(deployment.store) };
	}

	it("tells Slack of everything exactly once, and the topic at least once and at most once more", async () => {
		const expected = [alertOf("a", 0), alertOf("b", 0), alertOf("c", 0), alertOf("a", 1), closingOf("b", 1)].map(({ id }) => id);
		let doubles = 0;
		let effect = 0;
		for (; ; effect++) {
			const { crashed, workspace, published, left } = await crashingAt(effect);
			if (!crashed) break;
			const note = `crash at effect ${effect}`;
			expect(left, note).toEqual([]);
			expect(workspace.problems, note).toEqual([]);
			expect(workspace.messages.map(({ delivery }) => delivery).toSorted(), note).toEqual(expected.toSorted());
			const ids = published.map(({ message }) => String(message.id));
			expect(new Set(ids), note).toEqual(new Set(expected));
			expect(ids.length - expected.length, note).toBeLessThanOrEqual(1);
			doubles += ids.length - expected.length;
		}
		expect(effect).toBeGreaterThan(100);
		expect(doubles).toBeGreaterThan(0);
	}, 120_000);
});

describe("two invocations at once", () => {
	it("are one that delivers and one that ends at once, and nothing is lost", async () => {
		const { store, clock, keep, invoke, workspace } = notifier();
		await keep("one", [alertOf("a"), alertOf("b")]);
		const reports = await Promise.all([invoke(), invoke(), invoke()]);
		expect(reports.filter(({ busy }) => !busy)).toHaveLength(1);
		expect(workspace.roots()).toHaveLength(2);
		expect(await pending(store)).toEqual([]);
		const lease = await takeLease(store, "another", clock);
		await keep("two", [alertOf("c")]);
		expect(await invoke()).toMatchObject({ busy: true, sent: 0 });
		await lease?.release();
		expect(await invoke()).toMatchObject({ sent: 1 });
	});

	it("do not forget what came while one delivered, whoever it woke", async () => {
		const clock = virtualClock();
		const workspace = slackWorkspace({ now: clock.now });
		let arrived = 0;
		const deployment = notifier({
			clock,
			workspace,
			http: async (request) => {
				if (arrived++ === 0) {
					await deployment.keep("two", [alertOf("b")]);
					expect(await deployment.invoke()).toMatchObject({ busy: true });
				}
				return workspace.http(request);
			},
		});
		await deployment.keep("one", [alertOf("a")]);
		expect(await deployment.invoke()).toMatchObject({ sent: 2, alerts: 2 });
	});

	it("leave to the next what does not fit into the time of one", async () => {
		const deployment = notifier({ targets: { security: { ...slackTarget, digestAbove: 1000 } } });
		await deployment.keep(
			"many",
			Array.from({ length: 100 }, (_, index) => alertOf(`db-${index}`)),
		);
		const report = await deployment.invoke(60_000);
		expect(report.sent).toBeLessThan(40);
		expect(report.sent).toBeGreaterThan(10);
		expect(report.oldestSeconds).toBeGreaterThan(20);
		expect(deployment.metrics).toMatchObject({ AlertsSent: [report.sent], AlertsWaiting: [100 - report.sent], AlertsRejected: [0] });
		expect(deployment.metrics.OldestAlertSeconds).toEqual([report.oldestSeconds]);
		await untilDone(deployment);
		expect(deployment.workspace.roots()).toHaveLength(100);
	});
});

describe("a minute in which there is nothing to do", () => {
	it("changes nothing in the store, and is measured", async () => {
		const writes: string[] = [];
		const deployment = notifier({ store: memoryStore((_, what) => writes.push(what)), watched: async () => ({ scopes: 1 }) });
		await deployment.invoke();
		writes.length = 0;
		deployment.clock.pass(minute);
		expect(await deployment.invoke()).toMatchObject({ sent: 0, waiting: [] });
		expect(writes).toEqual([]);
		expect(deployment.metrics).toEqual({ AlertsSent: [0, 0], AlertsWaiting: [0, 0], OldestAlertSeconds: [0, 0], AlertsRejected: [0, 0] });
	});
});

describe("many scopes", () => {
	const scopes = (deployment: ReturnType<typeof notifier>, count: number, each = 5) =>
		Promise.all(
			Array.from({ length: count }, (_, scope) =>
				deployment.keep(
					`scope-${scope}`,
					Array.from({ length: each }, (_each, index) => alertOf(`db-${scope}-${index}`)),
				),
			),
		);

	it("are one digest for people, whose total is the sum, and every alert for machines", async () => {
		const deployment = notifier({ own: { findings: "findings" } });
		await scopes(deployment, 500);
		await untilDone(deployment);
		expect(deployment.workspace.messages).toHaveLength(1);
		expect(deployment.workspace.roots()[0]?.text).toBe("2500 changes: 2500 high");
		const published = deployment.published();
		const digests = published.filter(({ message }) => message.type === "digest");
		expect(digests.map(({ message, attributes }) => [message.total, attributes.folded])).toEqual([[2500, undefined]]);
		const singles = published.filter(({ message }) => message.type === "alert");
		expect(new Set(singles.map(({ message }) => message.id)).size).toBe(2500);
		expect(new Set(singles.map(({ attributes }) => attributes.folded))).toEqual(new Set(["true"]));
	});

	it("may be more than are read for one decision", async () => {
		const deployment = notifier({ targets: {}, routes: [], own: { findings: "findings" } });
		await scopes(deployment, 2100, 1);
		await untilDone(deployment);
		const singles = deployment.published().filter(({ message }) => message.type === "alert");
		expect(new Set(singles.map(({ message }) => message.id)).size).toBe(2100);
		deployment.clock.pass(hour);
		await untilDone(deployment);
		const digests = deployment.published().filter(({ message }) => message.type === "digest");
		expect(digests.map(({ message }) => message.total)).toEqual([2000, 100]);
	});

	it("that come one after the other open a few messages, then are told together now and then", async () => {
		const deployment = notifier({ own: { findings: "findings" } });
		for (let scope = 0; scope < 60; scope++) {
			await deployment.keep(
				`scope-${scope}`,
				Array.from({ length: 5 }, (_, index) => alertOf(`db-${scope}-${index}`)),
			);
			await deployment.invoke();
			deployment.clock.pass(minute);
		}
		deployment.clock.pass(hour);
		await untilDone(deployment);
		const texts = deployment.workspace.roots().map(({ text }) => text);
		const digests = texts.filter((text) => text.includes(" changes: "));
		expect(texts.length).toBeLessThan(150);
		expect(digests.length).toBeGreaterThan(3);
		expect(digests.length).toBeLessThan(10);
		const total = digests.reduce((sum, text) => sum + Number.parseInt(text, 10), 0);
		expect(total + texts.length - digests.length).toBe(300);
		// People who get e-mail of the topic are told of the same, once.
		const forPeople = deployment.published().filter(({ attributes }) => attributes.folded === undefined);
		const told = forPeople.reduce((sum, { message }) => sum + (message.type === "digest" ? Number(message.total) : 1), 0);
		expect(told).toBe(300);
	});

	it("keep the message of an incident up to date, and critical ones loud, in a flood", async () => {
		const deployment = notifier();
		await deployment.keep("first", [alertOf("known")]);
		await deployment.invoke();
		deployment.clock.pass(minute);
		const flood = Array.from({ length: 50 }, (_, index) => alertOf(`db-${index}`));
		await deployment.keep("flood", [...flood, alertOf("worst", 0, { severity: "critical" }), closingOf("known", 1)]);
		await deployment.invoke();
		expect(deployment.workspace.roots().map(({ text }) => text.slice(0, 20))).toEqual([
			expect.stringContaining("HIGH resolved"),
			expect.stringContaining("CRITICAL new"),
			"50 changes: 50 high",
		]);
		// While it goes on only what is critical, or has a message, is told before the next digest.
		deployment.clock.pass(minute);
		await deployment.keep("more", [alertOf("late"), alertOf("later"), alertOf("worst-2", 0, { severity: "critical" })]);
		expect(await deployment.invoke()).toMatchObject({ sent: 3 });
	});
});

describe("what is told when", () => {
	it("is collected until the window closes and then told in one digest, whose total is the sum", async () => {
		const clock = virtualClock(Date.parse("2026-03-02T09:10:00Z"));
		const deployment = notifier({
			clock,
			routes: [
				{ severity: "high", targets: ["security"] },
				{ severity: "medium", targets: ["security"], every: "hourly" },
				{ targets: ["security"], every: "daily" },
			],
		});
		const medium = (name: string) => alertOf(name, 0, { severity: "medium" });
		const low = (name: string) => alertOf(name, 0, { severity: "low" });
		await deployment.keep("one", [alertOf("now"), medium("m1"), low("l1"), low("l2")]);
		expect(await deployment.invoke()).toMatchObject({ sent: 1, held: 3 });
		clock.pass(30 * minute);
		await deployment.keep("two", [medium("m2"), low("l3")]);
		expect(await deployment.invoke()).toMatchObject({ sent: 0, held: 2 });
		clock.pass(20 * minute);
		expect(await deployment.invoke()).toMatchObject({ sent: 1 });
		expect(deployment.workspace.roots().at(-1)?.text).toBe("2 changes: 2 medium");
		clock.pass(22 * hour);
		expect(await deployment.invoke()).toMatchObject({ sent: 1 });
		expect(deployment.workspace.roots().at(-1)?.text).toBe("3 changes: 3 low");
		clock.pass(3 * day);
		expect(await deployment.invoke()).toMatchObject({ sent: 0 });
		expect(deployment.workspace.roots()).toHaveLength(3);
	});

	it("is told at once where it updates a message that is there", async () => {
		const deployment = notifier({
			routes: [
				{ targets: ["security"], every: "daily" },
				{ severity: "high", targets: ["security"] },
			],
		});
		await deployment.keep("one", [alertOf("a")]);
		await deployment.invoke();
		await deployment.keep("two", [alertOf("a", 1, { kind: "better", severity: "low" })]);
		expect(await deployment.invoke()).toMatchObject({ sent: 1, held: 0 });
		expect(deployment.workspace.roots()[0]?.text).toContain("LOW milder");
	});

	it("waits for the end of quiet hours, unless it is critical, and does not then say what is over", async () => {
		const clock = virtualClock(Date.parse("2026-03-02T22:30:00Z"));
		const deployment = notifier({
			clock,
			times: { timezone: "Europe/Berlin", quiet: [{ from: "22:00", to: "07:00" }] },
			own: { findings: "findings" },
		});
		await deployment.keep("one", [alertOf("a", 0, at(clock.now())), alertOf("b", 0, at(clock.now()))]);
		expect(await deployment.invoke()).toMatchObject({ held: 2, sent: 2 });
		// Machines do not sleep.
		expect(deployment.published()).toHaveLength(2);
		clock.pass(hour);
		await deployment.keep("two", [alertOf("a", 1, { kind: "worse", severity: "critical", ...at(clock.now()) })]);
		await deployment.invoke();
		expect(deployment.workspace.roots().map(({ text }) => text)).toEqual([expect.stringContaining("CRITICAL worse")]);
		// 06:59 in Berlin.
		clock.pass(Date.parse("2026-03-03T05:59:00Z") - clock.now());
		expect(await deployment.invoke()).toMatchObject({ sent: 0 });
		clock.pass(minute);
		expect(await deployment.invoke()).toMatchObject({ sent: 1, already: 1 });
		expect(deployment.workspace.roots().map(({ text }) => text)).toEqual([
			expect.stringContaining("CRITICAL worse"),
			expect.stringContaining("HIGH new"),
		]);
	});
});

describe("a target that takes nothing", () => {
	const targets = { security: slackTarget, ops: { type: "sns", topicArn: "arn:aws:sns:eu-west-1:111122223333:ops" } } as const;

	it("is told of to others once, after a while, and again when it takes something", async () => {
		const clock = virtualClock();
		const workspace = slackWorkspace({ now: clock.now, fault: () => ({ kind: "error", error: "token_revoked" }) });
		const deployment = notifier({ clock, workspace, targets, own: { system: "0-system", findings: "findings" } });
		const told = () =>
			deployment
				.published()
				.filter(({ message }) => message.kind === "system")
				.map(({ topic, message }) => `${topic} ${message.status}`);
		await deployment.keep("one", [alertOf("a")]);
		for (let minutes = 0; minutes < 14; minutes++) {
			expect((await deployment.invoke()).waiting).toMatchObject([{ target: "security", count: 1, reason: "Slack: token_revoked" }]);
			clock.pass(minute);
		}
		expect(told()).toEqual([]);
		for (let minutes = 0; minutes < 14; minutes++) {
			await deployment.invoke();
			clock.pass(minute);
		}
		expect(told().toSorted()).toEqual(["findings open", "ops open", "system open"]);
		const alert = deployment.published().find(({ topic, message }) => topic === "system" && message.kind === "system")?.message;
		expect(alert).toMatchObject({ severity: "high", title: "Alerts cannot be delivered to security" });
		expect(alert?.detail).toContain("Slack: token_revoked. 1 messages wait for it");
		workspace.setFault(undefined);
		await deployment.invoke();
		expect(told().toSorted()).toEqual(["findings closed", "findings open", "ops closed", "ops open", "system closed", "system open"]);
		expect(workspace.roots()).toHaveLength(1);
		await deployment.invoke();
		expect(told()).toHaveLength(6);
		expect(await deployment.store.list("health")).toEqual([]);
	});

	it("is not asked before it wants to be", async () => {
		const clock = virtualClock();
		const workspace = slackWorkspace({ now: clock.now, fault: () => ({ kind: "status", status: 429, retryAfter: 1800 }) });
		const deployment = notifier({ clock, workspace });
		await deployment.keep("one", [alertOf("a")]);
		for (let minutes = 0; minutes < 25; minutes++) {
			await deployment.invoke();
			clock.pass(minute);
		}
		expect(workspace.calls).toHaveLength(1);
		workspace.setFault(undefined);
		clock.pass(5 * minute);
		expect(await deployment.invoke()).toMatchObject({ sent: 1, waiting: [] });
	});

	it("gets another try with the token that was changed meanwhile, in the same invocation", async () => {
		const clock = virtualClock();
		let token = "xoxb-old";
		const workspace = slackWorkspace({ now: clock.now, token: "xoxb-old" });
		const renewed = slackWorkspace({ now: clock.now, token: "xoxb-new" });
		let current = workspace;
		const deployment = notifier({ clock, http: (request) => current.http(request), token: () => token });
		await deployment.keep("one", [alertOf("a")]);
		expect(await deployment.invoke()).toMatchObject({ sent: 1 });
		current = renewed;
		await deployment.keep("two", [alertOf("b")]);
		expect(await deployment.invoke()).toMatchObject({ sent: 0, waiting: [{ reason: "Slack: invalid_auth" }] });
		token = "xoxb-new";
		expect(await deployment.invoke()).toMatchObject({ sent: 1, waiting: [] });
		expect(renewed.roots()).toHaveLength(1);
	});

	it("holds up nothing else, and neither does something in the inbox that is nothing of the kind", async () => {
		const sns = fakeCaller({ "sns:Publish": fails("denied") });
		const deployment = notifier({ sns, own: { findings: "findings" } });
		await deployment.store.create("inbox/01767323045000-x", "{");
		await deployment.store.create("inbox/01767323045000-y", '{"type":"carrier-pigeon"}');
		await deployment.keep("one", [alertOf("a")]);
		expect(await deployment.invoke()).toMatchObject({ sent: 1, waiting: [{ target: "findings", count: 1 }] });
		expect(await deployment.store.list("inbox")).toEqual([]);
		expect(await deployment.store.list("failed")).toEqual(["failed/inbox/01767323045000-x", "failed/inbox/01767323045000-y"]);
	});
});

describe("what somebody wrote into the inbox", () => {
	it.each<[string, unknown]>([
		["no alert", { type: "alerts", alerts: [null] }],
		["an alert without its members", { type: "alerts", alerts: [{ type: "alert" }] }],
		["an alert of a severity that there is none of", { type: "alerts", alerts: [{ ...alertOf("x"), severity: "worst" }] }],
		["an alert of a kind that there is none of", { type: "alerts", alerts: [{ ...alertOf("x"), kind: "else" }] }],
		["an alert of no time", { type: "alerts", alerts: [{ ...alertOf("x"), observedAt: "then" }] }],
		["an alert whose fingerprint leads elsewhere", { type: "alerts", alerts: [{ ...alertOf("x"), fingerprint: "../config" }] }],
		["targets that are none", { type: "alerts", alerts: [alertOf("x")], targets: "all" }],
		["no note", { type: "note", note: null }],
		["a note without its members", { type: "note", note: { type: "note", fingerprint: "f" } }],
	])("is kept apart when it is %s, and holds up nothing", async (_, arrival) => {
		const deployment = notifier({});
		await deployment.store.create("inbox/01767323045000-x", JSON.stringify(arrival));
		await deployment.keep("one", [alertOf("a")]);
		expect(await deployment.invoke()).toMatchObject({ sent: 1, waiting: [] });
		expect(await deployment.store.list("failed")).toEqual(["failed/inbox/01767323045000-x"]);
	});

	it("is passed over when its name is none of the application's", async () => {
		const objects = memoryBucket("state");
		await objects.put("alerts/v1/inbox/who wrote this", Buffer.from("{}"), "application/json", { absent: true });
		await objects.put("alerts/v1/inbox/01767323045000-x", Buffer.from("{}"), "application/json", { absent: true });
		expect(await bucketStore(objects, "alerts/v1/").list("inbox")).toEqual(["inbox/01767323045000-x"]);
	});
});

describe("no news", () => {
	it("is told once a week to whom nothing was sent, with what is watched", async () => {
		const clock = virtualClock();
		const watched = async () => ({ scopes: 34, oldest: clock.now() - 3 * hour });
		const targets = { security: slackTarget, duty: { type: "pagerduty", routingKey: { env: "KEY" } } } as const;
		const deployment = notifier({ clock, targets, watched, own: { findings: "findings", system: "0-system" } });
		for (let hours = 0; hours < 24 * 6; hours++) {
			await deployment.invoke();
			clock.pass(hour);
		}
		expect(deployment.workspace.messages).toEqual([]);
		for (let hours = 0; hours < 24 * 3; hours++) {
			await deployment.invoke();
			clock.pass(hour);
		}
		expect(deployment.workspace.messages.map(({ text }) => text)).toEqual([expect.stringContaining("No news for a week")]);
		expect(
			deployment
				.published()
				.map(({ topic, message }) => `${topic} ${message.severity} ${message.status}`)
				.toSorted(),
		).toEqual(["findings informational closed", "system informational closed"]);
		expect(deployment.published()[0]?.message.detail).toMatch(
			/ 34 scopes were scanned completely, the one where that is longest ago at 2026-01-\d\dT\d\d:04:05\.000Z\.$/,
		);
		for (let hours = 0; hours < 24 * 14; hours++) {
			await deployment.invoke();
			clock.pass(hour);
		}
		expect(deployment.workspace.messages).toHaveLength(3);
	});

	it("is not told where there was some, or when nobody wants it", async () => {
		const clock = virtualClock();
		const deployment = notifier({ clock, watched: async () => ({ scopes: 1 }) });
		const silent = notifier({ clock });
		for (let days = 0; days < 20; days++) {
			await deployment.keep(String(days), [alertOf(`db-${days}`)]);
			await deployment.invoke();
			await silent.invoke();
			clock.pass(day);
		}
		expect(deployment.workspace.messages).toHaveLength(20);
		expect(silent.workspace.messages).toEqual([]);
	});
});

describe("without any alerts in the configuration", () => {
	it("everything goes to the topic of the deployment", async () => {
		const deployment = notifier({ targets: {}, routes: [], own: { findings: "findings", system: "0-system" } });
		await deployment.keep("one", [alertOf("a"), alertOf("b", 0, { severity: "informational" })]);
		expect(await deployment.invoke()).toMatchObject({ sent: 2, quiet: 0 });
		expect(deployment.published().map(({ topic, message }) => [topic, message.severity])).toEqual([
			[findingsArn.split(":").at(-1), "high"],
			["findings", "informational"],
		]);
	});
});

describe("what people decided", () => {
	const note = (incident: string, id: string, differences: Partial<Note> = {}): Note => ({
		schema: alertSchemaVersion,
		type: "note",
		id: id.repeat(32).slice(0, 32),
		fingerprint: alertOf(incident).fingerprint,
		by: "Ann",
		text: "Known, it is replaced in May.",
		at: "2026-01-02T03:05:00Z",
		...differences,
	});

	it("is told where the incident has a message, once, and nowhere else", async () => {
		const deployment = notifier({ own: { findings: "findings" } });
		await deployment.keep("one", [alertOf("a")]);
		await deployment.invoke();
		for (let times = 0; times < 2; times++) {
			await enqueueNote(deployment.store, note("a", "1", { ack: true }));
			await enqueueNote(deployment.store, note("unknown", "2"));
			await deployment.invoke();
		}
		const [root] = deployment.workspace.roots();
		expect(deployment.workspace.messages).toHaveLength(2);
		expect(deployment.workspace.replies(root?.ts ?? "")[0]?.text).toContain("Ann");
		expect(deployment.published()).toHaveLength(1);
		expect(await pending(deployment.store)).toEqual([]);
		const incident = await outboxOver(deployment.store).incident("security", alertOf("a").fingerprint);
		expect(incident).toMatchObject({ shown: { id: alertOf("a").id }, notes: [{ by: "Ann" }], status: "open" });
	});

	it("comes after the alert that it is about, when that has not arrived yet", async () => {
		const clock = virtualClock();
		const workspace = slackWorkspace({ now: clock.now, fault: () => ({ kind: "status", status: 503 }) });
		const deployment = notifier({ clock, workspace });
		await deployment.keep("one", [alertOf("a")]);
		await deployment.invoke();
		await enqueueNote(deployment.store, note("a", "1"));
		await deployment.invoke();
		workspace.setFault(undefined);
		await untilDone(deployment);
		expect(workspace.messages.map(({ delivery, thread }) => [delivery, thread !== undefined])).toEqual([
			[alertOf("a").id, false],
			[note("a", "1").id, true],
		]);
	});

	it("no longer holds when a suppression ends: the incident is told of again", async () => {
		const deployment = notifier();
		await deployment.keep("one", [alertOf("a")]);
		await deployment.invoke();
		await enqueueNote(deployment.store, note("a", "1", { until: "2026-05-01T00:00:00Z" }));
		await deployment.invoke();
		await deployment.keep("two", [alertOf("a", 1, { kind: "reopened" })]);
		expect(await deployment.invoke()).toMatchObject({ sent: 1 });
		expect(deployment.workspace.roots()[0]?.text).toContain("fails again");
		const incident = await outboxOver(deployment.store).incident("security", alertOf("a").fingerprint);
		expect(incident).not.toHaveProperty("notes");
	});
});

describe("what is over", () => {
	it("is forgotten after a month, when it did not come back, and what was refused after three", async () => {
		const clock = virtualClock();
		const deployment = notifier({ clock });
		await deployment.keep("one", [alertOf("a"), alertOf("b"), alertOf("c")]);
		await deployment.invoke();
		await deployment.keep("two", [closingOf("a", 1), closingOf("b", 1)]);
		await deployment.invoke();
		deployment.workspace.setFault(() => ({ kind: "error", error: "invalid_blocks" }));
		await deployment.keep("three", [alertOf("d")]);
		expect(await deployment.invoke()).toMatchObject({ rejected: [{ target: "security" }] });
		deployment.workspace.setFault(undefined);
		clock.pass(29 * day);
		await deployment.keep("four", [alertOf("b", 2, { kind: "reopened" })]);
		await deployment.invoke();
		const incidents = async () => new Set((await deployment.store.list("incidents/security")).map((key) => key.split("/")[2]));
		const of = (...names: string[]) => new Set(names.map((name) => alertOf(name).fingerprint));
		expect(await incidents()).toEqual(of("a", "b", "c"));
		clock.pass(2 * day);
		await deployment.invoke();
		expect(await incidents()).toEqual(of("b", "c"));
		expect(await deployment.store.list("closed")).toEqual([]);
		expect((await deployment.store.list("taken")).length).toBe(1);
		expect(await deployment.store.list("failed")).toHaveLength(1);
		clock.pass(61 * day);
		await deployment.invoke();
		expect(await deployment.store.list("failed")).toEqual([]);
		expect(await incidents()).toEqual(of("b", "c"));
	});
});
