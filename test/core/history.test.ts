import { describe, expect, it } from "vitest";
import { driftBetween, withHistory } from "../../shared/core/history/history.ts";
import type { Snapshot } from "../../shared/core/snapshot.ts";
import { encryptedRule, instance, inventoryOf, rdsDenied, snapshotOf } from "../support/findings.ts";
import { now } from "../support/rule-table.ts";

const day = 86_400_000;
const bad = { storageEncrypted: false };
const unread = { storageEncrypted: undefined };

/** Snapshots of successive days, each in the history of the one before. */
function daily(...days: readonly ((options: { finishedAt: number; id: string }) => Snapshot)[]) {
	let previous: Snapshot | undefined;
	return days.map((make, index) => {
		const result = withHistory(make({ finishedAt: now + index * day, id: `day-${index}` }), previous);
		previous = result.snapshot;
		return {
			...result,
			changes: result.drift?.differences.map(({ change, before, after }) => `${change} ${(after ?? before)?.resource.name}`),
		};
	});
}
const shown =
	(...resources: Parameters<typeof inventoryOf>[0]) =>
	(options: object) =>
		snapshotOf(inventoryOf(resources), options);
const denied = (options: object) => snapshotOf(inventoryOf([], [rdsDenied]), options);
const fails = shown(instance("a", bad));
const passes = shown(instance("a"));
const unknown = shown(instance("a", unread));
const nothing = shown();
const narrowed =
	(scope: Partial<Snapshot["scope"]>, resources = [instance("a")]) =>
	(options: object) =>
		snapshotOf(inventoryOf(resources), {
			...options,
			rules: [],
			scope: { scopes: inventoryOf([]).scopes, ...scope },
		});

describe("a snapshot in the history of its scope", () => {
	it("has no drift when it is the first", () => {
		expect(daily(fails)[0]?.drift).toBeUndefined();
	});

	it.each([
		["a failure that is new", [passes, fails], ["new a"]],
		["a failure that is resolved", [fails, passes], ["resolved a"]],
		["a failure whose resource is gone", [fails, nothing], ["gone a"]],
		["nothing when nothing changed", [fails, fails], []],
		["that a failure became unreadable", [fails, unknown], ["unreadable a"]],
		["that once only", [fails, unknown, unknown], []],
		["no news in a failure that was unreadable in between", [fails, unknown, fails], []],
		["no news in a failure that was unreadable for long", [fails, unknown, denied, unknown, fails], []],
		["a failure as resolved although it was unreadable in between", [fails, unknown, passes], ["resolved a"]],
		["a failure as resolved after its listing failed", [fails, denied, denied, passes], ["resolved a"]],
		["a failure as gone after its listing failed", [fails, denied, nothing], ["gone a"]],
		["nothing in a pass that was unreadable in between", [passes, unknown, passes], []],
		["what failed while it was unreadable as new", [passes, unknown, fails], ["new a"]],
		["what was never known as new", [unknown, fails], ["new a"]],
		["nothing in what was never known and passes", [unknown, passes], []],
		["nothing in what was never known, before and after its listing failed", [unknown, denied, unknown], []],
		["what was never known as new when it fails after its listing failed", [unknown, denied, fails], ["new a"]],
	] as const)("tells %s", (_, days, expected) => {
		expect(daily(...days).at(-1)?.changes).toEqual(expected);
	});

	it("tells that the listing failed once, for the scope and for each failure that was known", () => {
		const [, first, second] = daily(fails, denied, denied);
		expect(first?.changes?.toSorted()).toEqual(["unreadable a", "unreadable all rds in eu-west-1", "unreadable all rds in eu-west-1"]);
		expect(second?.changes).toEqual([]);
		expect(second?.drift?.counts.unreadable).toBe(0);
	});

	it("carries what it could not judge as it was last known, and by whom", () => {
		const [first, , third] = daily(fails, denied, denied);
		expect(third?.snapshot.carried).toEqual([
			{
				finding: first?.snapshot.findings.find(({ verdict }) => verdict === "fail"),
				snapshotId: "day-0",
				knownAt: new Date(now).toISOString(),
				why: "unreadable",
			},
		]);
	});

	it("carries nothing any more once it is known", () => {
		expect(daily(fails, denied, fails).at(-1)?.snapshot).not.toHaveProperty("carried");
		expect(daily(fails, denied, passes).at(-1)?.snapshot).not.toHaveProperty("carried");
		expect(daily(fails, denied, nothing).at(-1)?.snapshot).not.toHaveProperty("carried");
	});

	it("dates an unchanged verdict from when it was first seen, over scans that could not judge it", () => {
		const firstSeen = (days: readonly ((options: { finishedAt: number; id: string }) => Snapshot)[]) =>
			daily(...days)
				.at(-1)
				?.snapshot.findings.find(({ ruleId }) => ruleId === "test-encrypted")?.firstSeen;
		expect(firstSeen([fails, fails])).toBe(new Date(now).toISOString());
		expect(firstSeen([fails, unknown, fails])).toBe(new Date(now).toISOString());
		expect(firstSeen([fails, unknown, unknown])).toBe(new Date(now + day).toISOString());
		expect(firstSeen([fails, passes, fails])).toBe(new Date(now + 2 * day).toISOString());
	});

	it("neither tells nor forgets failures of rules that a narrower scan did not ask", () => {
		for (const scope of [{ rules: ["other"] }, { services: ["eks"] }, { frameworks: ["other"] }, { severity: "critical" as const }]) {
			const [, second, third] = daily(fails, narrowed(scope), passes);
			expect(second?.changes).toEqual([]);
			expect(second?.snapshot.carried).toMatchObject([{ why: "notAsked", finding: { ruleId: "test-encrypted" } }]);
			expect(third?.changes).toEqual(["resolved a"]);
		}
	});

	it("keeps quiet when a scan of everything looked at other kinds only, as one of databases alone does", () => {
		const [, second] = daily(fails, narrowed({}));
		expect(second?.changes).toEqual([]);
		expect(second?.snapshot.carried).toHaveLength(1);
	});

	it("ends failures of rules that are no more, when a scan of everything looked at their kind", () => {
		const retired = (options: object) =>
			snapshotOf(inventoryOf([instance("a", bad)]), { ...options, rules: [{ ...encryptedRule, id: "next" }] as never });
		const [, second] = daily(fails, retired);
		expect(second?.changes).toEqual(["new a", "gone a"]);
		expect(second?.snapshot).not.toHaveProperty("carried");
	});

	it("keeps failures of policies that were not loaded", () => {
		const policy = (options: object): Snapshot => {
			const snapshot = snapshotOf(inventoryOf([instance("a", bad)]), options);
			const [finding] = snapshot.findings;
			if (!finding) throw new Error("no finding");
			return { ...snapshot, findings: [...snapshot.findings, { ...finding, uid: "policy/own/x", ruleId: "policy/own" }] };
		};
		const [, second] = daily(policy, fails);
		expect(second?.changes).toEqual([]);
		expect(second?.snapshot.carried).toMatchObject([{ why: "notAsked", finding: { ruleId: "policy/own" } }]);
	});

	it("tells a suppression that ended while the resource could not be read", () => {
		const accepted = (options: object) =>
			snapshotOf(inventoryOf([instance("a", bad)]), {
				...options,
				suppressions: [{ id: "s", rules: ["*"], owner: "o", reason: "r", expires: new Date(now + 300 * day).toISOString() }],
			});
		expect(daily(accepted, unknown, fails).at(-1)?.changes).toEqual(["reopened a"]);
		expect(daily(accepted, unknown, accepted).at(-1)?.changes).toEqual([]);
	});

	it("is honoured by any comparison of two snapshots of which the earlier carries something", () => {
		const [, blind] = daily(fails, denied);
		const seeing = passes({ finishedAt: now + 2 * day, id: "day-2" });
		if (!blind) throw new Error("no snapshot");
		expect(driftBetween(blind.snapshot, seeing).counts.resolved).toBe(1);
		const { carried: _, ...forgetful } = blind.snapshot;
		expect(driftBetween(forgetful, seeing).counts.resolved).toBe(0);
	});

	it("does not change the counts of what stayed the same", () => {
		const [, second] = daily(fails, fails);
		expect(second?.drift).toMatchObject({ from: "day-0", to: "day-1", unchanged: 2 });
	});
});
