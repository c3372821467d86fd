import { describe, expect, it } from "vitest";
import type { Attempt } from "../../../shared/remediations/engine/attempt.ts";
import { takeBudget } from "../../../shared/remediations/engine/budget.ts";
import { decide } from "../../../shared/remediations/engine/decide.ts";
import { keys } from "../../../shared/remediations/engine/keys.ts";
import { handleRequest } from "../../../shared/remediations/engine/request.ts";
import { release } from "../../../shared/remediations/engine/rollback.ts";
import { sweep } from "../../../shared/remediations/engine/sweep.ts";
import { account, request, settingAction, target, type World, world } from "../../support/remediation/world.ts";

const suppression = { id: "s1", owner: "team", reason: "known", rules: ["rule-of-make-private"] };
const only = (w: World): Attempt => {
	const attempts = w.attempts();
	expect(attempts).toHaveLength(1);
	return attempts[0] as Attempt;
};
const person = `arn:aws:iam::${account}:user/ada`;

describe("what may be changed", () => {
	it("is nothing where no scope allows it, and there not even a reading call is made", async () => {
		for (const allow of [
			[],
			[{ accounts: ["999988887777"] }],
			[{ accounts: [account], regions: ["us-*"] }],
			[{ accounts: [account], actions: ["x"] }],
		]) {
			const w = world({ allow });
			expect(await handleRequest(request(), w.ports())).toMatchObject([{ result: "refused" }]);
			expect([w.writes, w.reads]).toEqual([[], []]);
			expect(only(w)).toMatchObject({ phase: "refused", reason: "outside" });
			expect(w.news()).toEqual([]);
		}
	});

	it("is shown all the same where repairs are only planned, and is not applied though somebody approves it", async () => {
		const w = world({ mode: "plan", allow: [] });
		expect(await handleRequest(request(), w.ports())).toMatchObject([{ result: "planned" }]);
		await decide(only(w).id, { decision: "approve", who: person, hash: only(w).hash ?? "", via: "cli" }, w.ports());
		await sweep(w.ports());
		expect(only(w)).toMatchObject({ phase: "refused", reason: "outside" });
		expect(w.writes).toEqual([]);
	});

	it("hangs on the tags that the resource has now, not on those of an event", async () => {
		const w = world({ allow: [{ accounts: [account], tags: { env: "dev" } }] });
		expect(await handleRequest(request(), w.ports())).toMatchObject([{ result: "refused" }]);
		w.database().tags.env = "dev";
		expect(await handleRequest(request(), w.ports())).toMatchObject([{ result: "done" }]);
	});

	it("is nothing while tags that decide cannot be read", async () => {
		for (const config of [
			{ allow: [{ accounts: [account], tags: { env: "dev" } }] },
			{ rules: [{ tags: { env: "prod" }, mode: "off" as const }] },
			{ settings: { ephemeralTags: { temporary: "*" } } },
		]) {
			const w = world(config);
			w.state.failing = (what) => what.includes("ListTags");
			await handleRequest(request(), w.ports()).catch(() => undefined);
			expect(w.writes).toEqual([]);
		}
	});

	it("is decided by the first rule that matches", async () => {
		const rules = [
			{ resources: ["orders"], tags: { env: "prod" }, mode: "off" as const },
			{ actions: ["make-*"], regions: ["eu-*"], mode: "auto" as const },
			{ mode: "off" as const },
		];
		const w = world({ mode: "off", rules });
		w.database().tags.env = "prod";
		expect(await handleRequest(request(), w.ports())).toMatchObject([{ result: "off" }]);
		w.database().tags.env = "dev";
		expect(await handleRequest(request(), w.ports())).toMatchObject([{ result: "done" }]);
	});

	it("leaves what is short-lived alone", async () => {
		const w = world({ settings: { ephemeralTags: { temporary: "*", preview: "yes" } } });
		w.database().tags.preview = "yes";
		await handleRequest(request(), w.ports());
		expect(only(w)).toMatchObject({ phase: "refused", reason: "ephemeral" });
		expect(w.writes).toEqual([]);
	});
});

describe("suppressions", () => {
	it("keep Parapet from changing what somebody decided to leave (M5)", async () => {
		const w = world();
		w.state.suppressions = [{ ...suppression, expires: "2027-01-01" }];
		await handleRequest(request(), w.ports());
		expect(only(w)).toMatchObject({ phase: "refused", reason: "suppressed" });
		expect(w.writes).toEqual([]);
	});

	it("that have expired keep it from nothing (M5)", async () => {
		const w = world();
		w.state.suppressions = [{ ...suppression, expires: "2026-11-24" }];
		expect(await handleRequest(request(), w.ports())).toMatchObject([{ result: "done" }]);
	});

	it("are asked for again right before the first call", async () => {
		const w = world({ mode: "approve" });
		await handleRequest(request(), w.ports());
		w.state.suppressions = [{ ...suppression, expires: "2027-01-01" }];
		await decide(only(w).id, { decision: "approve", who: person, hash: only(w).hash ?? "", via: "cli" }, w.ports());
		await w.settle();
		expect(only(w)).toMatchObject({ phase: "refused", reason: "suppressed" });
		expect(w.writes).toEqual([]);
	});
});

describe("a store that does not answer", () => {
	it("keeps everything from being changed, whichever it is (M5)", async () => {
		const kinds = new Set<string>();
		const probe = world();
		probe.state.failing = (what) => {
			kinds.add(what.replace(/\/.*/, "").replace(/-[0-9a-f]{12}.*/, ""));
			return false;
		};
		await handleRequest(request(), probe.ports());
		const before = [...kinds].filter((kind) => /^(?:get|put|suppressions|fleet)/.test(kind));
		expect(before).toEqual(
			expect.arrayContaining([
				"suppressions",
				"fleet",
				"get ledger",
				"put ledger",
				"put attempts",
				"get budget",
				"put budget",
				"get pause.json",
			]),
		);
		for (const kind of before) {
			const w = world();
			w.state.failing = (what) => what.startsWith(kind);
			await expect(handleRequest(request(), w.ports()), kind).rejects.toThrow("does not answer");
			expect([kind, w.writes]).toEqual([kind, []]);
			w.state.failing = undefined;
			await handleRequest(request(), w.ports());
			w.state.now += 600_000;
			await w.settle();
			expect([kind, w.writes.length]).toEqual([kind, 1]);
		}
	});

	it("of news does not lose them: they are told at the next occasion", async () => {
		const w = world();
		w.state.failing = (what) => what.startsWith("tell");
		await expect(handleRequest(request(), w.ports())).rejects.toThrow();
		expect(w.writes).toHaveLength(1);
		w.state.failing = undefined;
		await sweep(w.ports());
		expect(w.news()).toEqual(["succeeded"]);
	});
});

describe("modes", () => {
	it("plan: it is shown and nothing is done, until it expires", async () => {
		const w = world({ mode: "plan" });
		expect(await handleRequest(request(), w.ports())).toMatchObject([{ result: "planned" }]);
		expect(await handleRequest(request(), w.ports())).toMatchObject([{ result: "planned" }]);
		expect(only(w)).toMatchObject({ phase: "planned", plan: { calls: [{ input: { name: "orders", public: false } }] } });
		w.state.now += 25 * 3_600_000;
		await w.settle();
		expect(only(w).phase).toBe("expired");
		expect(w.news()).toEqual(["planned"]);
		expect(w.writes).toEqual([]);
	});

	it("approve: it is done when somebody approved exactly this plan", async () => {
		const w = world({ mode: "approve" });
		expect(await handleRequest(request(), w.ports())).toMatchObject([{ result: "awaiting" }]);
		const { id, hash = "" } = only(w);
		expect(await decide(id, { decision: "approve", who: person, hash: "another", via: "cli" }, w.ports())).toMatchObject({
			result: "refused",
		});
		// While somebody works on it the decision is to come again, which is no refusal.
		const key = keys.attempt(id);
		const { value, etag = "" } = (await w.documents.get(key)) ?? {};
		const lease = { by: "another", until: new Date(w.state.now + 60_000).toISOString() };
		await w.documents.put(key, { ...value, lease }, { etag });
		expect(await decide(id, { decision: "approve", who: person, hash, via: "cli" }, w.ports())).toMatchObject({ result: "busy" });
		await w.documents.put(key, { ...value }, { always: true });
		expect(await decide(id, { decision: "approve", who: person, hash, via: "cli" }, w.ports())).toMatchObject({ result: "approved" });
		expect(await decide(id, { decision: "approve", who: person, hash, via: "cli" }, w.ports())).toMatchObject({ result: "approved" });
		expect(await decide(id, { decision: "reject", who: person, hash, via: "cli" }, w.ports())).toMatchObject({ result: "refused" });
		expect(w.writes).toEqual([]);
		await w.settle();
		expect(w.writes).toHaveLength(1);
		expect(only(w)).toMatchObject({ phase: "succeeded", approval: { by: person, hash } });
		expect(w.news()).toEqual(["approvalWanted", "succeeded"]);
	});

	it("approve: who is not named may not, and in Slack nobody may when nobody is named", async () => {
		for (const [approvers, who, via, may] of [
			[undefined, "U1", "slack", false],
			[undefined, person, "cli", true],
			[["U1"], "U1", "slack", true],
			[["U1"], "U2", "slack", false],
			[["U1"], person, "cli", false],
			[["arn:aws:iam::*:user/ada"], person, "cli", true],
		] as const) {
			const w = world({ mode: "approve", ...(approvers ? { approvers: [...approvers] } : {}) });
			await handleRequest(request(), w.ports());
			const { result } = await decide(only(w).id, { decision: "approve", who, hash: only(w).hash ?? "", via }, w.ports());
			expect([approvers, who, via, result]).toEqual([approvers, who, via, may ? "approved" : "refused"]);
		}
	});

	it("approve: an approval that comes too late is none", async () => {
		const w = world({ mode: "approve", expiryHours: 1 });
		await handleRequest(request(), w.ports());
		w.state.now += 3_600_000;
		const { id, hash = "" } = only(w);
		expect(await decide(id, { decision: "approve", who: person, hash, via: "cli" }, w.ports())).toMatchObject({ result: "refused" });
		await w.settle();
		expect(only(w).phase).toBe("expired");
		expect(w.news()).toEqual(["approvalWanted", "expired"]);
		expect(w.writes).toEqual([]);
	});

	it("approve: a resource that changed since gets a new plan, which wants an approval of its own", async () => {
		const w = world({ mode: "approve" }, [settingAction("make-private", { public: false, backups: 7 })]);
		await handleRequest(request(), w.ports());
		const first = only(w);
		w.database().facts.backups = 3;
		await decide(first.id, { decision: "approve", who: person, hash: first.hash ?? "", via: "cli" }, w.ports());
		await w.settle();
		expect(w.attempts().map(({ phase }) => phase)).toEqual(["superseded", "awaiting"]);
		expect(w.attempts()[1]?.approval).toBeUndefined();
		expect(w.writes).toEqual([]);
	});

	it("approve: rejected is rejected", async () => {
		const w = world({ mode: "approve" });
		await handleRequest(request(), w.ports());
		const { id, hash = "" } = only(w);
		expect(await decide(id, { decision: "reject", who: person, hash, via: "cli" }, w.ports())).toMatchObject({ result: "rejected" });
		expect(await decide(id, { decision: "approve", who: person, hash, via: "cli" }, w.ports())).toMatchObject({ result: "refused" });
		await w.settle();
		expect(only(w)).toMatchObject({ phase: "refused", reason: "rejected", rejection: { by: person } });
		expect(w.writes).toEqual([]);
	});

	it("approve: what became right meanwhile needs nobody any more", async () => {
		const w = world({ mode: "approve" });
		await handleRequest(request(), w.ports());
		w.database().facts.public = false;
		await handleRequest(request(), w.ports());
		expect(only(w).phase).toBe("superseded");
		expect(w.news()).toEqual(["approvalWanted", "superseded"]);
	});

	it("window: it waits for the maintenance window", async () => {
		const w = world({ mode: "window", windows: [{ days: ["wed"], from: "03:00", to: "04:00" }], timezone: "Europe/Berlin" });
		expect(await handleRequest(request(), w.ports())).toMatchObject([{ result: "scheduled" }]);
		expect(only(w).dueAt).toBe("2026-11-25T02:00:00.000Z");
		await w.settle();
		expect(w.writes).toEqual([]);
		w.state.now = Date.parse("2026-11-25T02:00:00Z");
		await w.settle();
		expect(only(w).phase).toBe("succeeded");
	});

	it("window: a plan that wants one is refused where none is configured, and an approval for at once needs none", async () => {
		const inWindow = settingAction("make-private", { public: false }, { plan_: { level: "window" } });
		const w = world({}, [inWindow]);
		await handleRequest(request(), w.ports());
		expect(only(w)).toMatchObject({ phase: "refused", reason: "noWindow" });
		const at = world({ mode: "approve" }, [inWindow]);
		await handleRequest(request(), at.ports());
		await decide(only(at).id, { decision: "approve", who: person, hash: only(at).hash ?? "", via: "cli", now: true }, at.ports());
		await at.settle();
		expect(only(at).phase).toBe("succeeded");
	});

	it("never go further than the plan itself", async () => {
		const w = world({ mode: "auto" }, [settingAction("make-private", { public: false }, { plan_: { level: "approve" } })]);
		expect(await handleRequest(request(), w.ports())).toMatchObject([{ result: "awaiting" }]);
	});
});

describe("the budget", () => {
	const names = Array.from({ length: 500 }, (_each, index) => `db-${index}`);
	const many = (w: World) => {
		for (const name of names) w.databases.set(name, { facts: { public: true }, status: "available", tags: {} });
	};

	it("is not exceeded by 500 requests at the same time (M9)", async () => {
		const w = world();
		many(w);
		const requests = names.map((name) => handleRequest(request({ target: target(name) }), w.ports()));
		const outcomes = await Promise.allSettled(requests);
		expect(outcomes.filter(({ status }) => status === "rejected")).toEqual([]);
		expect(w.writes).toHaveLength(10);
		expect(w.news().filter((kind) => kind === "deferred")).toHaveLength(1);
		expect(w.attempts().filter(({ phase }) => phase === "scheduled")).toHaveLength(490);
		w.state.now = Date.parse("2026-11-24T11:00:00Z");
		await sweep(w.ports());
		expect(w.writes).toHaveLength(20);
	});

	it("holds for the share of the fleet too, and counts what nobody can count as one", async () => {
		for (const [fleet, share, expected] of [
			[30, 0.1, 3],
			[39, 0.1, 3],
			[5, 0.1, 1],
			[undefined, 1, 1],
		] as const) {
			const w = world({ budget: { share } });
			w.state.fleet = fleet;
			many(w);
			for (const name of names.slice(0, 5)) await handleRequest(request({ target: target(name) }), w.ports());
			expect([fleet, w.writes.length]).toEqual([fleet, expected]);
		}
	});

	it("is taken once by an attempt that asks twice", async () => {
		const w = world({ budget: { perHour: 1 } });
		const take = (attempt: string) => takeBudget("2026-11-24T10", attempt, target(), w.ports());
		expect([await take("a"), await take("a"), await take("b")]).toEqual([true, true, false]);
	});

	it("of nothing changes nothing", async () => {
		const w = world({ budget: { perHour: 0 } });
		await handleRequest(request(), w.ports());
		expect(w.writes).toEqual([]);
		expect(only(w).phase).toBe("scheduled");
	});
});

describe("the breaker", () => {
	it("stops when something changes it back again and again, tells once, and goes on when it is released", async () => {
		const w = world();
		for (let time = 0; time < 8; time++) {
			w.database().facts.public = true;
			await handleRequest(request({ id: `event-${time}` }), w.ports());
			await w.settle();
			w.state.now += 3_600_000;
		}
		expect(w.writes).toHaveLength(3);
		expect(w.news().filter((kind) => kind === "flapping")).toHaveLength(1);
		expect(w.news().filter((kind) => kind === "refused")).toEqual([]);
		expect(await release(target(), "make-private", w.ports())).toEqual(["flapping"]);
		expect(await release(target(), "make-private", w.ports())).toEqual([]);
		await handleRequest(request(), w.ports());
		expect(w.writes).toHaveLength(4);
	});

	it("does not stop what happens now and then", async () => {
		const w = world();
		for (let time = 0; time < 8; time++) {
			w.database().facts.public = true;
			await handleRequest(request(), w.ports());
			w.state.now += 13 * 3_600_000;
		}
		expect(w.writes).toHaveLength(8);
	});
});

describe("the pause", () => {
	it("keeps everything from being changed, and what waited goes on afterwards", async () => {
		const w = world();
		await w.documents.put(keys.pause, { by: person }, { always: true });
		await handleRequest(request(), w.ports());
		expect(w.writes).toEqual([]);
		expect(only(w).phase).toBe("scheduled");
		await w.documents.remove(keys.pause);
		await w.settle();
		expect(w.writes).toHaveLength(1);
	});
});

describe("settings that became stricter while an attempt waited", () => {
	it.each([
		["approve", "awaiting", ["approvalWanted"]],
		["plan", "planned", ["planned"]],
		["off", "superseded", []],
	] as const)("hold for it too: %s", async (mode, phase, news) => {
		const w = world();
		await w.documents.put(keys.pause, {}, { always: true });
		await handleRequest(request(), w.ports());
		await w.documents.remove(keys.pause);
		w.state.now += 600_000;
		await sweep({ ...w.ports(), settings: { ...w.settings, mode } });
		expect(w.writes).toEqual([]);
		expect(only(w).phase).toBe(phase);
		expect(w.news()).toEqual(news);
	});
});

describe("a dry run", () => {
	it("has nothing with which it could change anything", async () => {
		const w = world();
		const { writing: _, ...ports } = w.ports();
		await expect(handleRequest(request(), ports)).rejects.toThrow("dry run");
		expect(w.writes).toEqual([]);
	});
});
