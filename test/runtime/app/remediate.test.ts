import { describe, expect, it } from "vitest";
import { diff } from "../../../shared/core/diff.ts";
import type { Snapshot } from "../../../shared/core/snapshot.ts";
import type { RepairRequest } from "../../../shared/remediations/engine/attempt.ts";
import { stateLayout } from "../../../shared/runtime/app/layout.ts";
import { type RemediateParts, type RepairMessage, remediate } from "../../../shared/runtime/app/remediate.ts";
import { keepRepairDecision, type RepairDecision } from "../../../shared/runtime/app/repair-decisions.ts";
import { keepWish } from "../../../shared/runtime/app/repair-wishes.ts";
import { encryptedRule, instance, inventoryOf, snapshotOf } from "../../support/findings.ts";
import { intrusionEvent } from "../../support/intrusion.ts";
import { memoryStore } from "../../support/object-store.ts";

const scope = { partition: "aws", account: "111122223333", region: "eu-west-1" };
const start = Date.parse("2026-11-24T12:00:00Z");
const bad = (name: string) => instance(name, { storageEncrypted: false as never });

const snapshot = (names: readonly string[], unique: string): Snapshot => {
	const made = snapshotOf(inventoryOf(names.map(bad)), { rules: [encryptedRule] } as never);
	return { ...made, id: `snapshot-${unique}`, finishedAt: new Date(start).toISOString() };
};

function world(change: Partial<RemediateParts> & { readonly latest?: RemediateParts["latest"] } = {}) {
	const state = memoryStore("state");
	const handled: RepairRequest[] = [];
	const calls: string[] = [];
	const sent: (RepairMessage & { seconds: number })[] = [];
	const clock = { now: start, remaining: 300_000 };
	const logs: string[] = [];
	const log = (message: string, data: unknown = {}) => void logs.push(`${message} ${JSON.stringify(data)}`);
	const parts: RemediateParts = {
		engine: {
			handle: async (request) => void handled.push(request),
			resume: async (attempt) => void calls.push(`resume ${attempt}`),
			decide: async ({ attempt, approve }) => {
				calls.push(`decide ${attempt} ${approve}`);
				return "decided";
			},
			sweep: async () => void calls.push("sweep"),
		},
		state,
		interest: () => "repair",
		latest: async () => undefined,
		warn: async ({ database }) => void calls.push(`warn ${database}`),
		later: async (message, seconds) => void sent.push({ ...message, seconds }),
		...change,
	};
	const send = (...bodies: readonly unknown[]) =>
		remediate(
			bodies.map((body, index) => ({ id: `m${index}`, body, attempt: 1, sentAt: clock.now })),
			{ log: { debug: log, info: log, warn: log, error: log }, now: () => clock.now, remaining: () => clock.remaining },
			parts,
		);
	const inbox = async () => (await state.list(stateLayout.repairs)).map(({ key }) => key);
	const notify = async () => ({ Records: (await inbox()).map((key) => ({ s3: { bucket: { name: "state" }, object: { key } } })) });
	return { state, handled, calls, sent, clock, logs, parts, send, inbox, notify };
}

const published = (after: Snapshot, before?: Snapshot) => ({ scope, after, ...(before ? { before, drift: diff(before, after) } : {}) });
const latestIs = (found: Snapshot) => async () => ({ id: found.id, at: found.finishedAt, snapshot: found });

const decision: RepairDecision = {
	schema: "parapet.repair-decision/1",
	attempt: "a-1",
	hash: "0".repeat(64),
	approve: true,
	at: "2026-11-24T12:00:00.000Z",
	by: { id: "U0USER01", name: "jane" },
	target: "security",
	channel: "C1",
	message: "1.1",
};

describe("what a scope says that fails", () => {
	it("is asked for, resource by resource, once its snapshot is the latest", async () => {
		const after = snapshot(["a", "b"], "1");
		const { state, handled, send, inbox, notify } = world({ latest: latestIs(after) });
		expect(await keepWish(published(after), state)).toBe(true);
		expect((await send(await notify())).failed.size).toBe(0);
		expect(handled).toMatchObject([
			{ source: "finding", rules: [encryptedRule.id], target: { name: "a", kind: "rds.DbInstance" }, by: "Parapet" },
			{ source: "finding", rules: [encryptedRule.id], target: { name: "b" } },
		]);
		expect(await inbox()).toEqual([]);
	});

	it("waits for the pointer, and is looked at again then", async () => {
		const [before, after] = [snapshot(["a"], "0"), snapshot(["a", "b"], "1")];
		const old = { ...before, finishedAt: new Date(start - 1000).toISOString() };
		let latest: RemediateParts["latest"] = latestIs(old);
		const { state, handled, send, sent, inbox, notify } = world({ latest: (of) => latest(of) });
		await keepWish(published(after, old), state);
		await send(await notify());
		expect(handled).toEqual([]);
		expect(sent).toEqual([{ parapet: "remediate/1", inbox: (await inbox())[0], seconds: 10 }]);
		latest = latestIs(after);
		const [{ seconds: _, ...message }] = sent as [(typeof sent)[number]];
		await send(message);
		expect(handled.map(({ target }) => target.name)).toEqual(["a", "b"]);
		// The notification comes again: there is nothing left to do.
		await send(message);
		expect(handled).toHaveLength(2);
	});

	it("is given up when the snapshot never becomes the latest", async () => {
		const after = snapshot(["a"], "1");
		const { state, handled, clock, send, sent, inbox, notify } = world();
		await keepWish(published(after), state);
		const message = await notify();
		clock.now += 16 * 60_000;
		await send(message);
		expect([handled, sent, await inbox()]).toEqual([[], [], []]);
	});

	it("is shown once where a repair is only planned", async () => {
		const [before, after] = [snapshot(["a"], "0"), snapshot(["a", "b"], "1")];
		const { state, handled, send, notify } = world({ latest: latestIs(after), interest: () => "plan" });
		await keepWish(published(after, before), state);
		await send(await notify());
		expect(handled.map(({ target }) => target.name)).toEqual(["b"]);
	});

	it("asks for nothing that nobody repairs, that is suppressed, or that passes", async () => {
		const after = snapshot(["a"], "1");
		const none = world({ latest: latestIs(after), interest: () => "none" });
		await keepWish(published(after), none.state);
		await none.send(await none.notify());
		expect(none.handled).toEqual([]);
		const quiet = { ...after, findings: after.findings.map((finding) => ({ ...finding, suppressedBy: "s" })) };
		const good = { ...after, findings: after.findings.map((finding) => ({ ...finding, verdict: "pass" as const })) };
		expect(await keepWish(published(quiet), none.state)).toBe(false);
		expect(await keepWish(published(good), none.state)).toBe(false);
		const later = world({ latest: latestIs(quiet) });
		await keepWish(published(after), later.state);
		await later.send(await later.notify());
		expect(later.handled).toEqual([]);
	});

	it("leaves to other messages what one invocation has no time for", async () => {
		const after = snapshot(["a", "b", "c", "d", "e", "f"], "1");
		const { state, clock, send, sent, handled, parts, notify } = world({ latest: latestIs(after) });
		await keepWish(published(after), state);
		const handle = parts.engine.handle;
		(parts.engine as { handle: typeof handle }).handle = async (request) => {
			await handle(request);
			clock.remaining -= 60_000;
		};
		await send(await notify());
		expect(handled.length + sent.length).toBe(6);
		expect(sent.length).toBeGreaterThan(0);
	});

	it("loses no resource to the failing of another", async () => {
		const after = snapshot(["a", "b"], "1");
		const { state, send, sent, parts, handled, notify, inbox } = world({ latest: latestIs(after) });
		await keepWish(published(after), state);
		const handle = parts.engine.handle;
		(parts.engine as { handle: typeof handle }).handle = async (request) => {
			if (request.target.name === "a") throw new Error("no");
			await handle(request);
		};
		expect((await send(await notify())).failed.size).toBe(0);
		expect(handled.map(({ target }) => target.name)).toEqual(["b"]);
		expect(sent).toMatchObject([{ request: { target: { name: "a" } }, seconds: 60 }]);
		expect(await inbox()).toEqual([]);
		// By itself it fails as a message does: some tries, and then the dead-letter queue.
		expect([...(await send({ parapet: "remediate/1", request: (sent[0] as { request: RepairRequest }).request })).failed]).toEqual(["m0"]);
	});
});

describe("the queue of repairs", () => {
	it("hands on what somebody decided, and what the engine put off", async () => {
		const { state, calls, send, inbox, notify } = world();
		await keepRepairDecision(decision, state);
		await send(await notify(), { parapet: "remediate/1", attempt: "a-2" });
		expect(calls).toEqual(["decide a-1 true", "resume a-2"]);
		expect(await inbox()).toEqual([]);
	});

	it("tells of a login that looks like an intruder's", async () => {
		const { calls, send } = world();
		await send(intrusionEvent());
		expect(calls).toEqual(["warn orders"]);
	});

	it("brings a decision again while the attempt is worked on: the click was the only one", async () => {
		const { state, sent, send, inbox, notify, parts, calls } = world();
		const decide = parts.engine.decide;
		(parts.engine as { decide: typeof decide }).decide = async () => "busy";
		await keepRepairDecision(decision, state);
		await send(await notify());
		const [key] = await inbox();
		expect(sent).toEqual([{ parapet: "remediate/1", inbox: key, seconds: 30 }]);
		(parts.engine as { decide: typeof decide }).decide = decide;
		await send({ parapet: "remediate/1", inbox: key });
		expect(calls).toEqual(["decide a-1 true"]);
		expect(await inbox()).toEqual([]);
	});

	it("takes no wish from where decisions are, and no decision from where wishes are", async () => {
		const { state, calls, handled, send, notify } = world({ latest: latestIs(snapshot(["a"], "1")) });
		const wish = { schema: "parapet.repair-wish/1", scope, snapshot: "snapshot-1", at: new Date(start).toISOString() };
		const put = (key: string, value: unknown) => state.put(key, Buffer.from(JSON.stringify(value)), "application/json", { always: true });
		await put(`${stateLayout.repairs}decisions/x.json`, wish);
		await put(stateLayout.repairWish("x"), decision);
		await send(await notify());
		expect([calls, handled]).toEqual([[], []]);
	});

	it("believes no decision that lies under another name, and keeps it apart", async () => {
		const { state, calls, send, notify, logs, inbox } = world();
		await state.put(`${stateLayout.repairs}decision-a-1-x.json`, Buffer.from(JSON.stringify(decision)), "application/json", {
			always: true,
		});
		await state.put(`${stateLayout.repairs}odd.json`, Buffer.from("{"), "application/json", { always: true });
		await send(await notify());
		expect(calls).toEqual([]);
		expect(logs.join()).toContain("none of Parapet's");
		expect(await inbox()).toEqual([]);
		expect((await state.list(stateLayout.repairRejected(""))).map(({ key }) => key)).toEqual([
			stateLayout.repairRejected("decision-a-1-x.json"),
			stateLayout.repairRejected("odd.json"),
		]);
	});

	it("keeps what a decision could not be held against", async () => {
		const { state, send, inbox, notify, parts } = world();
		(parts.engine as { decide: unknown }).decide = async () => Promise.reject(new Error("S3 is away"));
		await keepRepairDecision(decision, state);
		expect([...(await send(await notify())).failed]).toEqual(["m0"]);
		expect(await inbox()).toHaveLength(1);
	});

	it("looks for what is due when the schedule calls, and for what was left in the inbox", async () => {
		const { state, calls, clock, send } = world();
		await keepRepairDecision(decision, state);
		const [listed] = await state.list(stateLayout.repairs);
		clock.now = Date.parse(listed?.modified ?? "") + 60_000;
		await send({ wake: "schedule" });
		expect(calls).toEqual(["sweep"]);
		clock.now += 20 * 60_000;
		await send({ wake: "schedule" });
		expect(calls).toEqual(["sweep", "sweep", "decide a-1 true"]);
	});

	it("lets a message that is none fail alone", async () => {
		const { calls, send, logs } = world();
		const poison = { secret: "hunter2" };
		expect([
			...(await send(poison, { parapet: "remediate/1", attempt: "a-2" }, { parapet: "remediate/1", attempt: "../x" })).failed,
		]).toEqual(["m0", "m2"]);
		expect(calls).toEqual(["resume a-2"]);
		expect(logs.join()).not.toContain("hunter2");
	});

	it("leaves what there is no time for to messages of their own, so that waiting uses up no tries", async () => {
		const { state, clock, send, calls, handled, sent, notify } = world();
		await keepRepairDecision(decision, state);
		clock.remaining = 80_000;
		const request = { id: "r", source: "finding", target: {}, by: "x", why: "y", at: "z" };
		const { failed } = await send(
			{ wake: "schedule" },
			{ parapet: "remediate/1", attempt: "a-2" },
			{ parapet: "remediate/1", request },
			await notify(),
		);
		expect([...failed]).toEqual([]);
		expect([calls, handled]).toEqual([[], []]);
		expect(sent).toEqual([
			{ parapet: "remediate/1", attempt: "a-2", seconds: 0 },
			{ parapet: "remediate/1", request, seconds: 0 },
			{ parapet: "remediate/1", inbox: stateLayout.repairDecision(decision.attempt, decision.hash), seconds: 0 },
		]);
	});

	it("lets one object that fails keep no other from its turn", async () => {
		const { state, calls, clock, send, parts } = world();
		const decide = parts.engine.decide;
		(parts.engine as { decide: typeof decide }).decide = async (made) => {
			if (made.attempt === "a-0") throw new Error("S3 is away");
			return decide(made);
		};
		await keepRepairDecision({ ...decision, attempt: "a-0" }, state);
		await keepRepairDecision(decision, state);
		clock.now = Date.now() + 20 * 60_000;
		expect([...(await send({ wake: "schedule" })).failed]).toEqual(["m0"]);
		expect(calls).toEqual(["sweep", "decide a-1 true"]);
	});

	it("does not take a snapshot that cannot be read for one without findings", async () => {
		const { state, send, inbox, notify } = world({ latest: async () => Promise.reject(new Error("it is damaged")) });
		await keepWish(published(snapshot(["a"], "1")), state);
		expect([...(await send(await notify())).failed]).toEqual(["m0"]);
		expect(await inbox()).toHaveLength(1);
	});
});

it("a snapshot is told apart from others of the same scope", async () => {
	const state = memoryStore("state");
	const after = snapshot(["a"], "1");
	await keepWish(published(after), state);
	await keepWish(published(after), state);
	await keepWish({ ...published({ ...after, id: "snapshot-2" }), scope }, state);
	expect(await state.list(stateLayout.repairs)).toHaveLength(2);
});
