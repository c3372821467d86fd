import { describe, expect, it } from "vitest";
import { handleRequest } from "../../../shared/remediations/engine/request.ts";
import { account, makePrivate, makeSafe, request, settingAction, target, world } from "../../support/remediation/world.ts";

describe("a request", () => {
	it("repairs, proves it and keeps the evidence", async () => {
		const w = world();
		const [outcome] = await handleRequest(request(), w.ports());
		expect(outcome).toMatchObject({ action: "make-private", result: "done" });
		expect(w.writes).toEqual([{ name: "orders", public: false }]);
		const [attempt] = w.attempts();
		expect(attempt).toMatchObject({
			phase: "succeeded",
			before: { public: true },
			after: { public: false },
			made: [{ api: "rds:ModifyDBInstance", requestId: "request-1" }],
			request: { by: "EventBridge", why: "ModifyDBInstance was called." },
			untold: [],
		});
		expect(attempt?.lease).toBeUndefined();
		expect(w.news()).toEqual(["succeeded"]);
		expect([...w.documents.all.keys()].filter((key) => key.startsWith("open/"))).toEqual([]);
		expect(w.metrics).toContainEqual(["SecondsToRemediate", 30, { family: "rds" }]);
	});

	it("does nothing to what is as it should be (M1)", async () => {
		const w = world();
		w.database().facts.public = false;
		expect(await handleRequest(request(), w.ports())).toMatchObject([{ result: "compliant" }]);
		expect(w.writes).toEqual([]);
		expect(w.attempts()).toEqual([]);
	});

	it("that comes five times writes once (M3)", async () => {
		const w = world();
		for (let time = 0; time < 5; time++) await handleRequest(request({ id: `event-${time}` }), w.ports());
		await w.settle();
		expect(w.writes).toHaveLength(1);
		expect(w.attempts()).toHaveLength(1);
	});

	it("that comes five times at the same time writes once (M3)", async () => {
		const w = world({}, [makeSafe]);
		await Promise.allSettled(Array.from({ length: 5 }, () => handleRequest(request(), w.ports())));
		for (let time = 0; time < 5; time++) await handleRequest(request(), w.ports()).catch(() => undefined);
		await w.settle();
		expect(w.writes.map((write) => Object.keys(write)[1])).toEqual(["public", "protected", "backups"]);
	});

	it("whose body is stale reads afresh: what was repaired by hand meanwhile stays as it is (M3)", async () => {
		const w = world();
		const stale = request({ at: "2026-11-20T00:00:00.000Z" });
		w.database().facts.public = false;
		expect(await handleRequest(stale, w.ports())).toMatchObject([{ result: "compliant" }]);
		w.databases.delete("orders");
		expect(await handleRequest(stale, w.ports())).toMatchObject([{ result: "gone" }]);
		expect(w.writes).toEqual([]);
	});

	it("that tells of Parapet's own change is ignored (M4)", async () => {
		const w = world();
		const own = request({ principal: `arn:aws:sts::${account}:assumed-role/parapet-remediate-rds/session` });
		expect(await handleRequest(own, w.ports())).toMatchObject([{ result: "own" }]);
		expect(w.reads).toEqual([]);
	});

	it("finds its actions by rule, control, trigger and id, for the kind of the resource", async () => {
		const w = world();
		const bare = { triggers: [] };
		for (const way of [
			{ rules: ["rule-of-make-private"] },
			{ controls: ["RDS.2"] },
			{ actions: ["make-private"] },
			{ triggers: ["rds:CreateDBInstance"] },
		]) {
			w.database().facts.public = true;
			expect(await handleRequest(request({ ...bare, ...way }), w.ports())).toMatchObject([{ action: "make-private" }]);
		}
		for (const nothing of [
			{},
			{ rules: ["other"] },
			{ triggers: ["rds:CreateDBInstance"], target: { ...target(), kind: "eks.Cluster" as const } },
		])
			expect(await handleRequest(request({ ...bare, ...nothing }), w.ports())).toMatchObject([{ result: "none" }]);
	});

	it("asks again later while the resource is being changed, at most eight times, and then tells (M8)", async () => {
		const w = world();
		w.database().status = "modifying";
		expect(await handleRequest(request(), w.ports())).toMatchObject([{ result: "putOff" }]);
		await w.settle();
		expect(w.reads).toHaveLength(9);
		expect(w.attempts()).toMatchObject([{ phase: "refused", reason: "busy" }]);
		expect(w.news()).toEqual(["refused"]);
		expect(w.writes).toEqual([]);
	});

	it("repairs once the resource takes changes again", async () => {
		const w = world();
		w.database().status = "modifying";
		await handleRequest(request(), w.ports());
		w.database().status = "available";
		await w.settle();
		expect(w.writes).toHaveLength(1);
	});

	it("tries again when AWS throttles or the state is wrong, with a cap, and then tells (M8)", async () => {
		const w = world();
		w.state.refusals = [
			{ name: "ThrottlingException", message: "Rate exceeded" },
			{ name: "InvalidDBInstanceStateFault", message: "The instance is not available." },
		];
		await handleRequest(request(), w.ports());
		await w.settle();
		expect(w.writes).toHaveLength(1);
		expect(w.attempts()[0]?.made.map(({ problem }) => problem !== undefined)).toEqual([true, true, false]);

		const never = world();
		never.state.refusals = Array.from({ length: 99 }, () => ({ name: "InvalidDBInstanceStateFault", message: "Not now." }));
		await handleRequest(request(), never.ports());
		await never.settle();
		expect(never.attempts()).toMatchObject([{ phase: "failed" }]);
		expect(never.state.refusals.length).toBe(90);
		expect(never.news()).toEqual(["failed"]);
	});

	it("fails at once when AWS denies it, and says so", async () => {
		const w = world();
		w.state.refusals = [{ name: "AccessDeniedException", message: "Not authorized" }];
		await handleRequest(request(), w.ports());
		await w.settle();
		expect(w.attempts()).toMatchObject([
			{ phase: "failed", detail: "rds:ModifyDBInstance was refused: AccessDeniedException: Not authorized." },
		]);
		expect(w.news()).toEqual(["failed"]);
	});

	it("does not make a call again whose answer was lost and which had its effect", async () => {
		const w = world({}, [makeSafe]);
		w.state.refusals = [{ name: "TimeoutError", message: "socket hang up", done: true }];
		await handleRequest(request(), w.ports());
		await w.settle();
		expect(w.writes).toHaveLength(3);
		expect(w.attempts()).toMatchObject([{ phase: "succeeded" }]);
	});

	it("makes a call again whose answer was lost and which had none, once that is clear", async () => {
		const w = world();
		w.state.refusals = [{ name: "TimeoutError", message: "socket hang up" }];
		await handleRequest(request(), w.ports());
		expect(w.writes).toEqual([]);
		await w.settle();
		expect(w.writes).toHaveLength(1);
		expect(w.attempts()).toMatchObject([{ phase: "succeeded" }]);
	});

	it("does not make a call again while it is not clear whether it had its effect", async () => {
		const w = world();
		w.state.refusals = [{ name: "TimeoutError", message: "socket hang up" }];
		await handleRequest(request(), w.ports());
		w.state.now += 29_000;
		await handleRequest(request(), w.ports());
		expect(w.writes).toEqual([]);
		w.state.now += 2_000;
		await handleRequest(request(), w.ports());
		expect(w.writes).toHaveLength(1);
	});

	it("leaves a call that takes a minute to the worker that makes it", async () => {
		const w = world();
		w.state.duringCall = async () => {
			w.state.duringCall = async () => {};
			w.state.now += 60_000;
			expect(await handleRequest(request(), w.ports())).toMatchObject([{ result: "working" }]);
		};
		await handleRequest(request(), w.ports());
		await w.settle();
		expect(w.writes).toHaveLength(1);
		expect(w.attempts()).toMatchObject([{ phase: "succeeded" }]);
	});

	it("takes nothing back when somebody else changed the resource while a call was denied", async () => {
		const w = world({}, [makeSafe]);
		w.state.denied = (input) => {
			if (input.protected !== true) return false;
			w.database().facts.backups = 3;
			return true;
		};
		await handleRequest(request(), w.ports());
		await w.settle();
		expect(w.writes).toHaveLength(1);
		expect(w.attempts()[0]).toMatchObject({ phase: "failed", detail: expect.stringContaining("Somebody else changed it meanwhile") });
	});

	it("waits between its calls until the resource takes changes", async () => {
		const w = world({}, [makeSafe]);
		w.state.afterWrite = (database) => {
			database.status = "modifying";
		};
		await handleRequest(request(), w.ports());
		expect(w.writes).toHaveLength(1);
		for (const expected of [2, 3, 3]) {
			w.database().status = "available";
			const { message, at } = w.queue.shift() as (typeof w.queue)[number];
			w.state.now = at;
			w.queue.push({ message, at });
			if (expected === 3 && w.writes.length === 3) break;
			await w.settle(1).catch(() => undefined);
			expect(w.writes).toHaveLength(expected);
		}
		w.state.afterWrite = () => {};
		w.database().status = "available";
		await w.settle();
		expect(w.attempts()).toMatchObject([{ phase: "succeeded", after: { public: false, protected: true, backups: 7 } }]);
	});

	it("takes back what it did when a later call is denied", async () => {
		const w = world({}, [makeSafe]);
		w.state.afterWrite = () => {
			w.state.refusals = w.writes.length === 1 ? [{ name: "AccessDenied", message: "No" }] : [];
		};
		await handleRequest(request(), w.ports());
		await w.settle();
		expect(w.database().facts).toMatchObject({ public: true, protected: false, backups: 0 });
		expect(w.attempts()).toMatchObject([{ phase: "rolledBack", made: [{}, { problem: expect.stringContaining("AccessDenied") }] }]);
		expect(w.news()).toEqual(["rolledBack"]);
	});

	it("takes nothing back over somebody else's change", async () => {
		const w = world({}, [makeSafe]);
		w.state.afterWrite = (database) => {
			database.facts.backups = 3;
			w.state.afterWrite = () => {};
		};
		await handleRequest(request(), w.ports());
		await w.settle();
		expect(w.writes).toHaveLength(1);
		expect(w.database().facts).toMatchObject({ public: false, protected: false, backups: 3 });
		expect(w.attempts()).toMatchObject([{ phase: "failed" }]);
		expect(w.news()).toEqual(["failed"]);
	});

	it("takes back what does not come about", async () => {
		const never = settingAction("make-private", { public: false, extra: true }, { plan_: { desired: { public: false, extra: "other" } } });
		const w = world({}, [never]);
		w.database().facts.extra = false;
		await handleRequest(request(), w.ports());
		await w.settle();
		expect(w.attempts()).toMatchObject([{ phase: "failed" }]);
		expect(w.news()).toEqual(["failed"]);
	});

	it("refuses a plan with a call that the action does not declare", async () => {
		const w = world({}, [settingAction("make-private", { public: false }, { writes: ["rds:DeleteDBInstance"] })]);
		expect(await handleRequest(request(), w.ports())).toMatchObject([{ result: "refused" }]);
		expect(w.writes).toEqual([]);
	});

	it("does not repair again while another attempt changes the same resource", async () => {
		const other = settingAction("protect", { protected: true });
		const w = world({}, [makePrivate, other]);
		w.state.refusals = [{ name: "TimeoutError", message: "socket hang up" }];
		await handleRequest(request(), w.ports());
		expect(w.writes).toEqual([]);
		expect(w.attempts().map(({ action, phase }) => [action, phase])).toEqual([
			["make-private", "applying"],
			["protect", "scheduled"],
		]);
		await w.settle();
		expect(w.writes).toHaveLength(2);
		expect(w.attempts().map(({ phase }) => phase)).toEqual(["succeeded", "succeeded"]);
	});
});
