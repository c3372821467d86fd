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
