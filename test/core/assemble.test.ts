import { describe, expect, it } from "vitest";
import { instance, inventoryOf, rdsDenied, snapshotOf } from "../support/findings.ts";
import { days } from "../support/rule-table.ts";

const suppression = { id: "s1", rules: ["test-encrypted"], owner: "me", reason: "known", expires: days(1) };

describe("assembleSnapshot", () => {
	it("orders findings worst first: failing, unknown, suppressed, passing", () => {
		const snapshot = snapshotOf(
			inventoryOf([
				instance("a"),
				instance("b", { storageEncrypted: undefined }),
				instance("c", { backupRetentionDays: 0 }),
				instance("d", { storageEncrypted: false, backupRetentionDays: 3 }),
			]),
			{ suppressions: [{ ...suppression, resources: ["*:db:d"] }] },
		);
		expect(
			snapshot.findings.map(
				(finding) => `${finding.resource.name} ${finding.verdict} ${finding.severity}${finding.suppressedBy ? " suppressed" : ""}`,
			),
		).toEqual([
			"c fail critical",
			"d fail medium",
			"b indeterminate high",
			"d fail high suppressed",
			"a pass high",
			"c pass high",
			"a pass medium",
			"b pass medium",
		]);
		expect(snapshot.summary).toMatchObject({
			resources: 4,
			rules: 2,
			verdicts: { pass: 4, fail: 3, indeterminate: 1, notApplicable: 0 },
			failing: { critical: 1, high: 0, medium: 1, low: 0, informational: 0 },
			suppressed: 1,
			complete: false,
			resourcesByKind: { "rds.DbInstance": 4 },
		});
	});

	it("gives the same snapshot whatever the order in which resources were read", () => {
		const [a, b] = [instance("a"), instance("b", { storageEncrypted: false })];
		expect(snapshotOf(inventoryOf([a, b]))).toEqual(snapshotOf(inventoryOf([b, a])));
	});

	it("counts what is not applicable and leaves it out of the findings", () => {
		const snapshot = snapshotOf(inventoryOf([instance("a", { clusterId: "c" })]));
		expect(snapshot.findings.map((finding) => finding.ruleId)).toEqual(["test-encrypted"]);
		expect(snapshot.summary.verdicts.notApplicable).toBe(1);
	});

	it("is complete only without collection errors and unknowns", () => {
		expect(snapshotOf(inventoryOf([instance("a")])).summary.complete).toBe(true);
		expect(snapshotOf(inventoryOf([], [{ ...rdsDenied, kinds: ["kms.Key"] }])).summary.complete).toBe(false);
		expect(snapshotOf(inventoryOf([instance("a", { storageEncrypted: undefined })])).summary.complete).toBe(false);
	});

	it("is complete where somebody accepted what is unknown; a suppression that has expired accepts nothing, and none accepts what was not read", () => {
		const inventory = inventoryOf([instance("a", { storageEncrypted: undefined })]);
		const { summary } = snapshotOf(inventory, { suppressions: [suppression] });
		expect(summary).toMatchObject({ complete: true, suppressed: 0, verdicts: { indeterminate: 1 } });
		expect(snapshotOf(inventory, { suppressions: [{ ...suppression, resources: ["b"] }] }).summary.complete).toBe(false);
		expect(snapshotOf(inventory, { suppressions: [{ ...suppression, expires: days(-1) }] }).summary.complete).toBe(false);
		expect(snapshotOf({ ...inventory, errors: [rdsDenied] }, { suppressions: [suppression] }).summary.complete).toBe(false);
	});

	it("keeps the time of a verdict that has not changed, and dates one that has", () => {
		const earlier = snapshotOf(inventoryOf([instance("a", { storageEncrypted: false })]), { finishedAt: Date.parse(days(-10)) });
		const again = snapshotOf(inventoryOf([instance("a", { storageEncrypted: false, backupRetentionDays: 1 })]), { previous: earlier });
		const times = Object.fromEntries(again.findings.map((finding) => [finding.ruleId, finding.firstSeen]));
		expect(times).toEqual({ "test-encrypted": days(-10), "test-backups": days(0) });
	});

	it("records the rules that ran with the parameters in force", () => {
		const snapshot = snapshotOf(inventoryOf([]), { parameters: { "test-backups": { minimumDays: 30 } } });
		expect(snapshot.rules.map((rule) => [rule.id, rule.parameters])).toEqual([
			["test-encrypted", {}],
			["test-backups", { minimumDays: 30 }],
		]);
	});

	it("does not count a suppressed failure as failing, and never changes its verdict", () => {
		const snapshot = snapshotOf(inventoryOf([instance("a", { storageEncrypted: false })]), { suppressions: [suppression] });
		expect(snapshot.findings.find((finding) => finding.ruleId === "test-encrypted")).toMatchObject({ verdict: "fail", suppressedBy: "s1" });
		expect(snapshot.summary.failing.high).toBe(0);
		expect(snapshot.suppressions).toMatchObject([{ id: "s1", status: "active", findings: 1 }]);
	});
});
