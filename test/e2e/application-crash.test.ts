import { PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Alert } from "../../shared/core/alerts/alert.ts";
import { inboxKey } from "../../shared/sinks/outbox/inbox.ts";
import { packed } from "../../shared/sinks/outbox/packed.ts";
import { alertOf, closingOf } from "../support/alerts.ts";
import { type Deployed, deployApplication, place } from "../support/application/deployed.ts";
import { alertsIn, named, worldOf } from "../support/application/world.ts";
import { temporaryDirectory } from "../support/command.ts";
import type { Fault } from "../support/slack.ts";

// A process is killed after each of its effects in turn: what it did is done, and it never hears of it.

let deployed: Deployed;
let world: ReturnType<typeof worldOf>;
const [account] = place.members;
const [region] = place.regions;
const scope = `${account}.${region}`;

beforeAll(async () => {
	deployed = await deployApplication(temporaryDirectory(), {
		config: {
			accounts: [{ roleArn: `arn:aws:iam::${account}:role/parapet-scanner`, externalId: place.externalId }],
			regions: [region],
			services: ["rds"],
		},
	});
	world = worldOf(deployed);
	await world.prepare(account, region);
	await world.create(account, region, "good", true);
	await world.scan();
});
afterAll(() => deployed?.stop());

/** Effects of the invocations of a function so far. */
const effectsOf = (name: string) =>
	deployed.application.host
		.invocations(deployed.application.functionOf(name))
		.flatMap(({ calls }) => calls)
		.filter(({ effect, status }) => effect && status < 300);

describe("publish-snapshot", () => {
	/** What a scan comes to after a database was made: the alerts, and how many effects publishing it had. */
	async function published(database: string) {
		const { application } = deployed;
		await application.pass(20);
		application.host.forget();
		await world.create(account, region, database);
		const run = await world.scan();
		const alerts = alertsIn(await deployed.heard());
		const snapshots = (await world.keys("evidence", `snapshots/v1/scope=${scope}/`)).length;
		return { run, alerts, snapshots, effects: effectsOf("publish-snapshot") };
	}

	it("comes to the same wherever it is killed: one snapshot, every alert once", async () => {
		const { application } = deployed;
		const reference = await published("reference");
		const expected = named(reference.alerts);
		expect(expected).toContain("new rds-instance-storage-encrypted reference");
		expect(reference.effects.length).toBeGreaterThan(4);
		let { snapshots } = reference;
		for (let effects = 1; effects <= reference.effects.length; effects++) {
			const name = `after-${effects}`;
			const crash = application.host.crashAfter(application.functionOf("publish-snapshot"), effects);
			const again = await published(name);
			expect(crash.happened(), name).toBe(true);
			expect(named(again.alerts), name).toEqual(expected.map((text) => text.replace("reference", name)));
			expect(new Set(again.alerts.map(({ id }) => id)).size, name).toBe(again.alerts.length);
			expect(again.snapshots, name).toBe(++snapshots);
			expect((await world.latest(scope)).summary.complete, name).toBe(true);
			expect(await world.keys("state", "alerts/v1/inbox/"), name).toEqual([]);
		}
		const crash = application.host.crashAfter(application.functionOf("publish-snapshot"), reference.effects.length + 1);
		await published("beyond");
		expect(crash.happened()).toBe(false);
		expect(deployed.slack.problems).toEqual([]);
		expect(await deployed.emulator.denied()).toEqual([]);
	});
});

describe("scan-scope", () => {
	it("that never comes to its end leaves a snapshot that says so, resolves nothing, and is heard of once", async () => {
		const { application } = deployed;
		const scanScope = application.functionOf("scan-scope");
		await application.pass(20);
		application.host.forget();
		application.host.setTimeoutOf(scanScope, 20);
		await world.scan();
		const ends = application.host.invocations(scanScope).map(({ outcome }) => ("error" in outcome ? outcome.error.errorType : "none"));
		expect(ends).toEqual(["Sandbox.Timedout", "Sandbox.Timedout", "Sandbox.Timedout"]);
		expect((await world.latest(scope)).collectionErrors[0]?.message).toContain("timed out");
		const kindsOf = async () => new Set(alertsIn(await deployed.heard()).map(({ kind, status }) => `${kind} ${status}`));
		expect(await kindsOf()).toEqual(new Set(["unreadable open"]));
		await world.scan();
		expect(await kindsOf()).toEqual(new Set());
		application.host.setTimeoutOf(scanScope, undefined);
		await world.scan();
		expect((await world.latest(scope)).summary.complete).toBe(true);
		expect(await kindsOf()).toEqual(new Set(["resolved closed"]));
	});
});

describe("notify", () => {
	let serial = 0;

	/** Is there anything that is not told yet? */
	const waiting = async () =>
		(await Promise.all(["inbox", "plans", "batches", "outbox"].map((part) => world.keys("state", `alerts/v1/${part}/`)))).flat().length > 0;

	/** Keeps alerts as publishing does, which wakes notify; then lets minutes pass until nothing waits. */
	async function delivered(alerts: readonly Alert[]) {
		const { application } = deployed;
		await application.pass(20);
		await application.settled();
		await deployed.heard();
		application.host.forget();
		const before = deployed.slack.messages.length;
		const Key = `alerts/v1/${inboxKey(new Date().toISOString(), String(++serial).padStart(32, "0"))}`;
		await application.clients.s3.send(
			new PutObjectCommand({ Bucket: world.bucketOf("state"), Key, Body: packed({ type: "alerts", alerts }) }),
		);
		await application.settled();
		const effects = effectsOf("notify");
		// The lease of a process that was killed runs out, and the schedule wakes the next one.
		for (let minute = 0; minute < 4 && (await waiting()); minute++) {
			await application.pass(2);
			await application.tick("notify");
			await application.settled();
		}
		return {
			heard: alertsIn(await deployed.heard()),
			said: deployed.slack.messages.slice(before).map((message) => ({ ...message })),
			effects,
		};
	}

	/** An incident and its end. */
	const story = (name: string) => [alertOf(name), closingOf(name, 1)];

	const idsOf = (alerts: readonly Alert[]) => [...new Set(alerts.map(({ id }) => id))].sort();

	/** Delivers alerts with a crash after each of these effects in turn, and holds it against the delivery without one. */
	async function everywhere(
		places: readonly number[],
		make: (name: string) => readonly Alert[],
		reference: Awaited<ReturnType<typeof delivered>>,
		prepare: (name: string) => Promise<unknown> = async () => undefined,
	) {
		const { application } = deployed;
		const texts = (said: typeof reference.said, name: string) =>
			said.map(({ text, thread }) => [text.replaceAll(name, "X"), thread !== undefined]);
		for (const effects of places) {
			const name = `incident-${++serial}`;
			await prepare(name);
			const crash = application.host.crashAfter(application.functionOf("notify"), effects);
			const again = await delivered(make(name));
			expect(crash.happened(), `${effects}`).toBe(true);
			expect(texts(again.said, name), `${effects}`).toEqual(texts(reference.said, "reference"));
			// Machines may hear a message twice, by its id: SNS has no way to ask whether it arrived.
			expect(idsOf(again.heard), `${effects}`).toEqual(idsOf(make(name)));
			expect(again.heard.length - reference.heard.length, `${effects}`).toBeLessThanOrEqual(1);
			expect(await waiting(), `${effects}`).toBe(false);
		}
	}

	it("loses nothing and tells people nothing twice wherever it is killed", async () => {
		const opening = (name: string) => [alertOf(name)];
		const closing = (name: string) => [closingOf(name, 1)];
		const opened = await delivered(opening("reference"));
		expect(idsOf(opened.heard)).toEqual(idsOf(opening("reference")));
		expect(opened.said).toHaveLength(1);
		const closed = await delivered(closing("reference"));
		expect(closed.said).toHaveLength(1);
		expect(opened.effects.length).toBeGreaterThan(6);
		await everywhere(
			opened.effects.map((_, index) => index + 1),
			opening,
			opened,
		);
		// The end of an incident goes the same way but for what Slack sees: its message changes, and its thread goes on.
		const slackCalls = closed.effects.flatMap(({ text }, index) => (text.startsWith("slack") ? [index + 1] : []));
		expect(slackCalls.length).toBeGreaterThan(1);
		await everywhere([...new Set(slackCalls.flatMap((place) => [place - 1, place]))], closing, closed, (name) => delivered(opening(name)));
		expect(deployed.slack.problems).toEqual([]);
	}, 300_000);

	it("gets everything to a Slack that fails, refuses and does not answer, once and in order", async () => {
		const { slack } = deployed;
		const faults: Fault[] = [];
		slack.setFault((method) => (method === "chat.postMessage" ? faults.shift() : undefined));
		const before = slack.messages.length;
		const stories: Readonly<Record<string, readonly Fault[]>> = {
			refusing: [{ kind: "status", status: 429, retryAfter: 1 }, { kind: "status", status: 503 }, { kind: "lost" }],
			silent: [{ kind: "timeout" }, { kind: "garbled" }],
		};
		const heard = [];
		for (const [name, planned] of Object.entries(stories)) {
			faults.push(...planned);
			heard.push(...(await delivered(story(name))).heard);
		}
		expect(faults).toEqual([]);
		expect(heard).toHaveLength(4);
		expect(idsOf(heard)).toEqual(idsOf(Object.keys(stories).flatMap(story)));
		expect(await world.keys("state", "alerts/v1/outbox/")).toEqual([]);
		const said = slack.messages.slice(before);
		const deliveries = said.map(({ delivery }) => delivery);
		expect(new Set(deliveries).size).toBe(deliveries.length);
		for (const name of Object.keys(stories)) {
			const opened = said.filter(({ text, thread }) => thread === undefined && text.includes(name));
			expect(opened.length, name).toBe(1);
		}
		expect(slack.problems).toEqual([]);
	});
});
