import { describe, expect, it } from "vitest";
import { diff } from "../../shared/core/diff.ts";
import { instance, inventoryOf, rdsDenied, snapshotOf } from "../support/findings.ts";
import { days } from "../support/rule-table.ts";

const bad = { storageEncrypted: false };
const good = snapshotOf(inventoryOf([instance("a")]));
const failing = snapshotOf(inventoryOf([instance("a", bad)]));
const suppressed = snapshotOf(inventoryOf([instance("a", bad)]), {
	suppressions: [{ id: "s", rules: ["*"], owner: "o", reason: "r", expires: days(1) }],
});
const unknown = snapshotOf(inventoryOf([instance("a", { storageEncrypted: undefined })]));
const denied = snapshotOf(inventoryOf([], [rdsDenied]));
const empty = snapshotOf(inventoryOf([]));
const changesOf = (...pair: Parameters<typeof diff>) =>
	diff(...pair).differences.map((entry) => [entry.change, (entry.after ?? entry.before)?.ruleId]);

describe("diff", () => {
	it.each([
		["nothing between equal snapshots", failing, failing, []],
		["a new failure", good, failing, [["new", "test-encrypted"]]],
		["a failure of a new resource", empty, failing, [["new", "test-encrypted"]]],
		["a resolved failure", failing, good, [["resolved", "test-encrypted"]]],
		["a failure whose resource is gone", failing, empty, [["gone", "test-encrypted"]]],
		["a failure that can no longer be judged", failing, unknown, [["unreadable", "test-encrypted"]]],
		["a failure that is known again", unknown, failing, [["reopened", "test-encrypted"]]],
		["a suppression that ended", suppressed, failing, [["reopened", "test-encrypted"]]],
		["nothing when a failure is suppressed", failing, suppressed, []],
		["nothing when a failure that was fixed comes back suppressed", good, suppressed, []],
		["nothing when a new failure is suppressed", empty, suppressed, []],
		["a suppressed failure that was resolved", suppressed, good, [["resolved", "test-encrypted"]]],
		["nothing in what stays unknown", unknown, unknown, []],
		["nothing when something unknown turns out well", unknown, good, []],
		["what is unknown of a new resource", empty, unknown, [["unreadable", "test-encrypted"]]],
	])("finds %s", (_, before, after, expected) => {
		expect(changesOf(before, after)).toEqual(expected);
	});

	it("never resolves a failure because listing was denied", () => {
		const drift = diff(failing, denied);
		expect(drift.counts.resolved + drift.counts.gone).toBe(0);
		expect(drift.differences.filter((entry) => entry.before)).toMatchObject([
			{ change: "unreadable", before: { ruleId: "test-encrypted" } },
		]);
	});

	it("calls a failure unreadable when its rule or its scope was not part of the scan", () => {
		const elsewhere = { ...empty, scope: { scopes: [{ partition: "aws", account: "111122223333", region: "us-east-1" }] } };
		expect(changesOf(failing, elsewhere)).toEqual([["unreadable", "test-encrypted"]]);
		expect(changesOf(failing, { ...empty, rules: [] })).toEqual([["unreadable", "test-encrypted"]]);
	});

	it("calls a failure of an account-wide resource gone when its account was scanned, whatever the region", () => {
		const principal = { region: "global" };
		const before = snapshotOf(inventoryOf([instance("a", { ...bad, ...principal })]));
		expect(changesOf(before, empty)).toEqual([["gone", "test-encrypted"]]);
		const otherAccount = { ...empty, scope: { scopes: [{ partition: "aws", account: "444455556666", region: "eu-west-1" }] } };
		expect(changesOf(before, otherAccount)).toEqual([["unreadable", "test-encrypted"]]);
	});

	it("lists what is new before what is resolved, and the worst first", () => {
		const before = snapshotOf(inventoryOf([instance("a", bad), instance("b")]));
		const after = snapshotOf(inventoryOf([instance("a"), instance("b", { ...bad, backupRetentionDays: 0 })]));
		const drift = diff(before, after);
		expect(drift.differences.map(({ change, after }) => `${change} ${after?.severity}`)).toEqual([
			"new critical",
			"new high",
			"resolved high",
		]);
		expect(drift.counts).toEqual({ new: 2, worse: 0, reopened: 0, resolved: 1, gone: 0, unreadable: 0, better: 0 });
		expect([drift.from, drift.to]).toEqual([before.id, after.id]);
	});

	it("finds a change of severity", () => {
		const mild = snapshotOf(inventoryOf([instance("a", { backupRetentionDays: 3 })]));
		const severe = snapshotOf(inventoryOf([instance("a", { backupRetentionDays: 0 })]));
		expect(changesOf(mild, severe)).toEqual([["worse", "test-backups"]]);
		expect(changesOf(severe, mild)).toEqual([["better", "test-backups"]]);
	});

	it("counts what it found, and what stayed", () => {
		expect(diff(good, failing)).toMatchObject({ counts: { new: 1, resolved: 0 }, unchanged: 1 });
	});
});
