import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type AnyRule, defineRule } from "../../../shared/core/rule.ts";
import type { Snapshot } from "../../../shared/core/snapshot.ts";
import { fail, pass } from "../../../shared/core/verdict.ts";
import { json } from "../../../shared/reports/json.ts";
import { ocsf } from "../../../shared/reports/ocsf.ts";
import { checkSnapshot } from "../../../shared/runtime/snapshot-check.ts";
import { type Pointer, readLatest } from "../../../shared/sinks/s3/latest.ts";
import { publishScope, type ScopeChange } from "../../../shared/sinks/s3/publish.ts";
import { compliant } from "../../support/compliant/index.ts";
import { encryptedRule, instance, inventoryOf, rdsDenied, snapshotOf } from "../../support/findings.ts";
import { Crash, type MemoryStore, memoryStore } from "../../support/object-store.ts";
import { now } from "../../support/rule-table.ts";

const style = { colour: false, width: 80 };
const format = { json: (s: Snapshot) => json(s, style), findings: (s: Snapshot) => ocsf(s, style), read: checkSnapshot };
const scope = { partition: "aws", account: "111122223333", region: "eu-west-1" };
const latestKey = "p/latest/v1/111122223333.eu-west-1.json";
const minute = 60_000;

const bad = { storageEncrypted: false };
const snapshot = (id: string, minutes: number, resources = [instance("a", bad)], errors: (typeof rdsDenied)[] = []) =>
	snapshotOf(inventoryOf(resources, errors), { id, startedAt: now, finishedAt: now + minutes * minute });
const first = snapshot("one", 0);
const second = snapshot("two", 1, [instance("a"), instance("b", bad)]);
const third = snapshot("three", 2, [instance("b", bad)]);

const publish = (store: MemoryStore, of: Snapshot) => publishScope({ store, prefix: "p", format }, { scope, snapshot: of });
const pointerOf = (store: MemoryStore): Pointer => JSON.parse(Buffer.from(store.objects.get(latestKey)?.body ?? []).toString());
const latestOf = (store: MemoryStore) => readLatest(store, "p", scope, checkSnapshot);
const news = (published: Pick<ScopeChange, "drift">) =>
	published.drift?.differences.map(({ change, before, after }) => `${change} ${(after ?? before)?.resource.name}`);

describe("publishing a snapshot", () => {
	it("writes the snapshot, then its findings, then the pointer", async () => {
		const store = memoryStore();
		const published = await publish(store, first);
		expect(published).toMatchObject({ outcome: "latest", snapshot: first });
		expect(published).not.toHaveProperty("drift");
		expect(store.writes).toEqual([
			"p/snapshots/v1/scope=111122223333.eu-west-1/date=2026-06-15/one.json.gz",
			"p/findings/v1/account=111122223333/region=eu-west-1/date=2026-06-15/one.ndjson.gz",
			latestKey,
		]);
		expect(pointerOf(store)).toMatchObject({
			snapshotId: "one",
			key: store.writes[0],
			at: first.finishedAt,
			schemaVersion: first.schemaVersion,
			complete: true,
		});
		expect((await latestOf(store))?.snapshot).toEqual(first);
		const lines = gunzipSync(store.objects.get(store.writes[1] ?? "")?.body ?? "")
			.toString()
			.trimEnd()
			.split("\n");
		expect(lines.map((line) => JSON.parse(line).class_uid)).toEqual(first.findings.map(() => 2003));
	});

	it("tells what changed since the one before, and dates what stayed", async () => {
		const store = memoryStore();
		await publish(store, first);
		const published = await publish(store, second);
		expect(news(published)).toEqual(["new b", "resolved a"]);
		expect(published.previous).toEqual({ id: "one", at: first.finishedAt });
		const next = await publish(store, third);
		expect(news(next)).toEqual([]);
		expect(next.snapshot.findings.find(({ verdict }) => verdict === "fail")?.firstSeen).toBe(second.finishedAt);
		expect((await latestOf(store))?.snapshot).toEqual(next.snapshot);
	});

	it("never resolves a failure because of a scan that could not read it, however often", async () => {
		const store = memoryStore();
		await publish(store, first);
		expect(news(await publish(store, snapshot("x", 1, [], [rdsDenied])))).toContain("unreadable a");
		expect(pointerOf(store).complete).toBe(false);
		expect(news(await publish(store, snapshot("y", 2, [], [rdsDenied])))).toEqual([]);
		expect(news(await publish(store, snapshot("z", 3)))).toEqual([]);
		expect(news(await publish(store, snapshot("zz", 4, [instance("a")])))).toEqual(["resolved a"]);
	});

	it("is no error when it is done twice, and changes nothing then", async () => {
		const store = memoryStore();
		await publish(store, first);
		await publish(store, second);
		const before = new Map(store.objects);
		expect((await publish(store, second)).outcome).toBe("again");
		expect(store.objects).toEqual(before);
	});

	it("refuses another snapshot with the same id, and changes nothing", async () => {
		const store = memoryStore();
		await publish(store, first);
		const before = new Map(store.objects);
		const forged = { ...third, id: "one", finishedAt: first.finishedAt };
		await expect(publish(store, forged)).rejects.toThrow("is another snapshot with the same id");
		store.objects.delete(latestKey);
		await expect(publish(store, forged)).rejects.toThrow("is another snapshot with the same id");
		store.objects.set(latestKey, before.get(latestKey) as never);
		expect(store.objects).toEqual(before);
	});

	it("keeps an earlier scan that comes late, without going back in time", async () => {
		const store = memoryStore();
		await publish(store, second);
		const published = await publish(store, first);
		expect(published.outcome).toBe("behind");
		expect(published).not.toHaveProperty("drift");
		expect(store.objects.has(published.key)).toBe(true);
		expect(pointerOf(store).snapshotId).toBe("two");
		expect((await publish(store, first)).outcome).toBe("behind");
	});

	it("puts one of two scans that ended together first, whichever comes first", async () => {
		const twin = { ...third, id: "one-b", finishedAt: first.finishedAt };
		for (const order of [
			[first, twin],
			[twin, first],
		]) {
			const store = memoryStore();
			for (const each of order) await publish(store, each);
			expect(pointerOf(store).snapshotId).toBe("one-b");
		}
	});

	it("follows a scan that was published meanwhile, and compares with that one", async () => {
		const store = memoryStore();
		await publish(store, first);
		store.before(/latest/, async () => void (await publish(store, second)));
		const published = await publish(store, third);
		expect(published).toMatchObject({ outcome: "latest", previous: { id: "two" } });
		expect(news(published)).toEqual([]);
		expect(published.snapshot.findings.find(({ verdict }) => verdict === "fail")?.firstSeen).toBe(second.finishedAt);
		expect((await latestOf(store))?.snapshot).toEqual(published.snapshot);
		expect(pointerOf(store).key).toMatch(/three~2\.json\.gz$/);
	});

	it("stays behind a later scan that was published meanwhile", async () => {
		const store = memoryStore();
		await publish(store, first);
		store.before(/latest/, async () => void (await publish(store, third)));
		expect((await publish(store, second)).outcome).toBe("behind");
		expect(pointerOf(store).snapshotId).toBe("three");
	});

	it("takes a pointer that was written without its knowing for its own", async () => {
		const store = memoryStore();
		await publish(store, first);
		store.loseAnswer(/latest/);
		const published = await publish(store, second);
		expect(published.outcome).toBe("latest");
		expect(news(published)).toEqual(["new b", "resolved a"]);
		expect(store.writes.filter((key) => key.includes("two"))).toHaveLength(2);
	});

	it("says so when the snapshot before is gone or was changed, and starts anew", async () => {
		for (const [spoil, problem] of [
			[(store: MemoryStore, key: string) => store.objects.delete(key), "is no longer there"],
			[(store: MemoryStore, key: string) => store.objects.set(key, { body: Buffer.from("{}"), etag: '"x"' }), "SHA-256 differs"],
		] as const) {
			const store = memoryStore();
			spoil(store, (await publish(store, first)).key);
			const published = await publish(store, second);
			expect(published.problem).toContain(problem);
			expect(published).not.toHaveProperty("drift");
			expect(news(await publish(store, third))).toEqual([]);
		}
	});

	it("begins the history of a scope with the first scan that could read anything of it: what fails then is no news", async () => {
		const store = memoryStore();
		await publish(store, snapshot("w", 0, [], [rdsDenied]));
		expect(await publish(store, snapshot("x", 1, [], [rdsDenied]))).not.toHaveProperty("drift");
		const published = await publish(store, snapshot("y", 2, [instance("a", bad)]));
		expect(published).toMatchObject({ outcome: "latest" });
		expect(published).not.toHaveProperty("drift");
		expect(pointerOf(store)).not.toHaveProperty("previous");
		expect(await publish(store, snapshot("y", 2, [instance("a", bad)]))).not.toHaveProperty("drift");
		expect(news(await publish(store, snapshot("z", 3, [instance("a", bad), instance("b", bad)])))).toEqual(["new b"]);
	});

	it("tells what fails after an outage of a scope that was read before, though nothing was there then", async () => {
		const store = memoryStore();
		await publish(store, snapshot("w", 0, []));
		await publish(store, snapshot("x", 1, [], [rdsDenied]));
		expect(news(await publish(store, snapshot("y", 2, [instance("a", bad)])))).toEqual(["new a"]);
	});

	it("refuses a pointer that is not Parapet's", async () => {
		const store = memoryStore();
		await store.put(latestKey, Buffer.from('{"key":1}'), "application/json", { absent: true });
		await expect(publish(store, first)).rejects.toThrow("is not a pointer that Parapet wrote");
	});
});

describe("a crash while publishing", () => {
	const cases = [0, 1, 2].flatMap((write) => (["before", "after"] as const).map((when) => [when, write] as const));

	it.each(cases)("%s write %i leaves a valid pointer, and doing it again completes it", async (when, write) => {
		const store = memoryStore();
		await publish(store, first);
		store.crashAt(write, when);
		await expect(publish(store, second)).rejects.toThrow(Crash);

		const latest = await latestOf(store);
		const done = when === "after" && write === 2;
		expect(latest?.pointer.snapshotId).toBe(done ? "two" : "one");
		expect(latest?.snapshot?.id).toBe(latest?.pointer.snapshotId);

		const published = await publish(store, second);
		expect(published.outcome).toBe(done ? "again" : "latest");
		expect(news(published)).toEqual(["new b", "resolved a"]);
		expect((await latestOf(store))?.snapshot?.id).toBe("two");
		expect(store.writes.filter((key) => key.includes("two"))).toHaveLength(2);
	});

	it.each(cases)("%s write %i loses nothing for the scan that comes next", async (when, write) => {
		const store = memoryStore();
		await publish(store, first);
		store.crashAt(write, when);
		await expect(publish(store, second)).rejects.toThrow(Crash);
		const published = await publish(store, third);
		expect(published.outcome).toBe("latest");
		// What nobody was told is told now; `a` was deleted before anybody could be told that it had passed.
		expect(news(published)).toEqual(when === "after" && write === 2 ? [] : ["new b", "gone a"]);
	});

	it.each(cases)("%s write %i of a scan that others overtake is published behind them", async (when, write) => {
		if (when === "after" && write === 2) return;
		const store = memoryStore();
		await publish(store, first);
		store.crashAt(write, when);
		await expect(publish(store, second)).rejects.toThrow(Crash);
		await publish(store, third);
		expect((await publish(store, second)).outcome).toBe("behind");
		expect(pointerOf(store).snapshotId).toBe("three");
		expect(store.writes.filter((key) => key.includes("/snapshots/") && key.includes("two"))).toHaveLength(1);
	});
});

describe("what is kept before the pointer moves", () => {
	/** Publishes with a hook that notes each change, where the pointer was then, and whether the snapshot was there. */
	async function watched(store: MemoryStore, of: Snapshot, fail = false) {
		const seen: { news: string[] | undefined; after: string; pointer: string | undefined; written: boolean }[] = [];
		const hook = async (change: ScopeChange) => {
			const pointer = store.objects.has(latestKey) ? pointerOf(store).snapshotId : undefined;
			const written = store.writes.some((key) => key.includes("/findings/") && key.includes(of.id));
			seen.push({ news: news(change), after: change.after.id, pointer, written });
			if (fail) throw new Crash("in the hook");
		};
		const published = await publishScope({ store, prefix: "p", format }, { scope, snapshot: of }, hook).catch((error: Error) => error);
		return { seen, published };
	}

	it("is told of what changed after snapshot and findings are there, and before anybody can see the pointer", async () => {
		const store = memoryStore();
		expect((await watched(store, first)).seen).toEqual([{ news: undefined, after: "one", pointer: undefined, written: true }]);
		const { seen, published } = await watched(store, second);
		expect(seen).toEqual([{ news: ["new b", "resolved a"], after: "two", pointer: "one", written: true }]);
		expect(published).toMatchObject({ outcome: "latest" });
	});

	it("is told again when the snapshot is published again", async () => {
		const store = memoryStore();
		await publish(store, first);
		await publish(store, second);
		const { seen } = await watched(store, second);
		expect(seen).toEqual([{ news: ["new b", "resolved a"], after: "two", pointer: "two", written: true }]);
	});

	it("holds the pointer back when it could not be kept", async () => {
		const store = memoryStore();
		await publish(store, first);
		expect((await watched(store, second, true)).published).toBeInstanceOf(Crash);
		expect(pointerOf(store).snapshotId).toBe("one");
		expect((await watched(store, second)).seen.map((each) => each.news)).toEqual([["new b", "resolved a"]]);
	});

	it("is told of a scan that comes behind a later one only when it was told of it before", async () => {
		const late = memoryStore();
		await publish(late, second);
		expect((await watched(late, first)).seen).toEqual([]);

		const store = memoryStore();
		await publish(store, first);
		store.before(/latest/, async () => void (await publish(store, third)));
		const { seen, published } = await watched(store, second);
		expect(published).toMatchObject({ outcome: "behind" });
		// The second says that a passes and b fails; the third, which others were told of, that a is gone and b fails.
		expect(seen.map((each) => [each.after, each.news])).toEqual([
			["two", ["new b", "resolved a"]],
			["three", []],
		]);
	});

	it("is told what the scan that overtook it says otherwise", async () => {
		const store = memoryStore();
		await publish(store, snapshot("one", 0, [instance("a")]));
		store.before(/latest/, async () => void (await publish(store, snapshot("three", 2, [instance("a")]))));
		const { seen } = await watched(store, snapshot("two", 1, [instance("a", bad)]));
		expect(seen.map((each) => [each.after, each.news])).toEqual([
			["two", ["new a"]],
			["three", ["resolved a"]],
		]);
	});
});

describe("publishing a look at some kinds", () => {
	const key = { ...compliant("kms.Key"), name: "k" };
	const keyRule = defineRule({
		id: "test-key-enabled",
		title: "Key is enabled",
		severity: "high",
		resource: "kms.Key",
		risk: "Nothing can be decrypted.",
		recommendation: "Enable it.",
		related: {},
		evaluate: ({ name, state }) => (state === "Enabled" ? pass(`${name} is enabled.`) : fail(`${name} is ${state}.`)),
	});
	const rules = [encryptedRule, keyRule] as unknown as AnyRule[];
	const whole = (id: string, began: number, ended: number, a: object = {}, state = "Enabled") =>
		snapshotOf(inventoryOf([instance("a", a), { ...key, state }]), {
			id,
			rules,
			startedAt: now + began * minute,
			finishedAt: now + ended * minute,
		});
	const look = (id: string, began: number, a: object = {}): Snapshot => ({
		...snapshotOf(inventoryOf([instance("a", a)]), {
			id,
			rules: [encryptedRule] as unknown as AnyRule[],
			startedAt: now + began * minute,
			finishedAt: now + (began + 0.5) * minute,
		}),
		trigger: { cause: "change", kinds: ["rds.DbInstance"], events: ["e"] },
	});
	const told = async (store: MemoryStore, of: Snapshot) => {
		const seen: (string[] | undefined)[] = [];
		const published = await publishScope(
			{ store, prefix: "p", format },
			{ scope, snapshot: of },
			async (change) => void seen.push(news(change)),
		);
		return { published, seen };
	};

	it("puts it into the latest whole scan", async () => {
		const store = memoryStore();
		await publish(store, whole("one", 0, 1));
		const { published, seen } = await told(store, look("two", 5, bad));
		expect(published.outcome).toBe("latest");
		expect(seen).toEqual([["new a"]]);
		expect((await latestOf(store))?.snapshot?.findings.map(({ ruleId, verdict }) => `${ruleId} ${verdict}`)).toEqual([
			"test-encrypted fail",
			"test-key-enabled pass",
		]);
		expect(pointerOf(store)).toMatchObject({ snapshotId: "two", previous: { snapshotId: "one" } });
	});

	it("becomes the latest though a whole scan that ended later was published before", async () => {
		const store = memoryStore();
		await publish(store, whole("one", 0, 20));
		const { published } = await told(store, look("two", 5, bad));
		expect(published).toMatchObject({ outcome: "latest", snapshot: { finishedAt: whole("one", 0, 20).finishedAt } });
	});

	it("keeps nothing when a whole scan read later", async () => {
		const store = memoryStore();
		await publish(store, whole("one", 6, 20));
		const writes = store.writes.length;
		const { published, seen } = await told(store, look("two", 5, bad));
		expect(published).toMatchObject({ outcome: "behind", snapshot: { id: "one" } });
		expect(seen).toEqual([]);
		expect(store.writes.length).toBe(writes);
	});

	it("is refused where there is no whole scan", async () => {
		await expect(told(memoryStore(), look("two", 5))).rejects.toThrow(/no whole scan/);
	});

	it("is put into the whole scan that was published meanwhile", async () => {
		const store = memoryStore();
		await publish(store, whole("one", 0, 1));
		store.before(/latest/, async () => void (await publish(store, whole("two", 2, 3, {}, "Disabled"))));
		const { published } = await told(store, look("three", 5, bad));
		expect(published.snapshot.findings.map(({ verdict }) => verdict)).toEqual(["fail", "fail"]);
		expect(published.snapshot.readings?.whole.snapshotId).toBe("two");
	});

	it("is not undone by a whole scan that read before it, whichever is published first", async () => {
		const store = memoryStore();
		await publish(store, whole("one", 0, 1));
		await publish(store, look("two", 5, bad));
		const { published, seen } = await told(store, whole("three", 4, 10));
		expect(published.outcome).toBe("latest");
		expect(seen).toEqual([[]]);

		const other = memoryStore();
		await publish(other, whole("one", 0, 1));
		other.before(/latest/, async () => void (await publish(other, look("two", 5, bad))));
		const overtaken = await told(other, whole("three", 4, 10));
		expect(overtaken.published.snapshot.findings[0]).toMatchObject({ ruleId: "test-encrypted", verdict: "fail" });
		expect((await latestOf(other))?.pointer.snapshotId).toBe("three");
	});

	it("takes back what was told of a whole scan before the look was put into it", async () => {
		const store = memoryStore();
		await publish(store, whole("one", 0, 1, bad));
		// The scan read that a was encrypted; then it was not, again, and a look says so.
		store.before(/latest/, async () => void (await publish(store, look("two", 5, bad))));
		const { seen } = await told(store, whole("three", 4, 10));
		expect(seen).toEqual([["resolved a"], [], ["new a"]]);
	});

	it("is no error for a whole scan that is published twice with a look in it", async () => {
		const store = memoryStore();
		await publish(store, whole("one", 0, 1));
		await publish(store, look("two", 5, bad));
		await publish(store, whole("three", 4, 10));
		const again = await publish(store, whole("three", 4, 10));
		expect(again.outcome).toBe("again");
		expect(news(again)).toEqual([]);
		expect(again.snapshot.findings[0]).toMatchObject({ verdict: "fail" });
	});

	it("is followed by a whole scan that began later and ended before the latest", async () => {
		const store = memoryStore();
		await publish(store, whole("one", 0, 30));
		await publish(store, look("two", 5, bad));
		const { published } = await told(store, whole("three", 6, 10));
		expect(published.outcome).toBe("latest");
		expect(published.snapshot).not.toHaveProperty("readings");
	});
});
