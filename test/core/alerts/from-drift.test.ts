import { describe, expect, it } from "vitest";
import type { Alert } from "../../../shared/core/alerts/alert.ts";
import { alertsOf } from "../../../shared/core/alerts/from-drift.ts";
import { diff } from "../../../shared/core/diff.ts";
import type { Snapshot } from "../../../shared/core/snapshot.ts";
import { instance, inventoryOf, rdsDenied, snapshotOf } from "../../support/findings.ts";
import { days } from "../../support/rule-table.ts";

const bad = { storageEncrypted: false };
const good = snapshotOf(inventoryOf([instance("a")]));
const failing = snapshotOf(inventoryOf([instance("a", bad)]));
const milder = snapshotOf(inventoryOf([instance("a", { backupRetentionDays: 1 })]));
const graver = snapshotOf(inventoryOf([instance("a", { backupRetentionDays: 0 })]));
const suppression = { id: "s", rules: ["*"], owner: "o", reason: "r", expires: days(1) };
const suppressed = snapshotOf(inventoryOf([instance("a", bad)]), { suppressions: [suppression] });
const unknown = snapshotOf(inventoryOf([instance("a", { storageEncrypted: undefined })]));
const denied = snapshotOf(inventoryOf([], [rdsDenied]));
const empty = snapshotOf(inventoryOf([]));

const alerts = (before: Snapshot, after: Snapshot, further: { environmentTags?: string[]; report?: string } = {}): Alert[] =>
	alertsOf({ drift: diff(before, after), before, after, environmentTags: ["Environment"], ...further });
const brief = (list: readonly Alert[]) => list.map(({ kind, status, severity, rule }) => [kind, status, severity, rule?.id]);

describe("alerts of a drift", () => {
	it.each([
		["a new failure", good, failing, [["new", "open", "high", "test-encrypted"]]],
		["a failure of a new resource", empty, failing, [["new", "open", "high", "test-encrypted"]]],
		["a failure that became worse", milder, graver, [["worse", "open", "critical", "test-backups"]]],
		["a failure that became milder", graver, milder, [["better", "open", "medium", "test-backups"]]],
		["a resolved failure, as bad as it was", graver, good, [["resolved", "closed", "critical", "test-backups"]]],
		["a resource that is gone", failing, empty, [["gone", "closed", "high", "test-encrypted"]]],
		["a suppression that ended", suppressed, failing, [["reopened", "open", "high", "test-encrypted"]]],
		["nothing in what is suppressed from now on", failing, suppressed, []],
		["nothing in what was suppressed and is resolved", suppressed, good, []],
		["nothing in what was suppressed and is gone", suppressed, empty, []],
		["nothing between equal snapshots", failing, failing, []],
	] as const)("tell of %s", (_, before, after, expected) => {
		expect(brief(alerts(before, after))).toEqual(expected);
	});

	it("tell of a scope that cannot be read once, whatever the number of judgements", () => {
		const before = snapshotOf(inventoryOf([instance("a", bad), instance("b", bad), instance("c", bad)]));
		const [alert, ...others] = alerts(before, denied);
		expect(others).toEqual([]);
		expect(alert).toMatchObject({ kind: "unreadable", status: "open", severity: "high", account: "111122223333", region: "eu-west-1" });
		expect(alert?.detail).toContain("A call failed: rds:DescribeDBInstances (denied).");
		expect(alert?.detail).toContain("counts as still failing");
		expect(alert?.unread).toEqual([{ service: "rds", operation: "DescribeDBInstances", cause: "denied", message: "not authorized" }]);
		expect(alert?.examples?.map((example) => example.resource)).toEqual(expect.arrayContaining(["a", "b", "c"]));
		expect(alert).not.toHaveProperty("rule");
	});

	it("say when everything of a scope can be read again, and not while anything cannot", () => {
		expect(brief(alerts(denied, good))).toEqual([["resolved", "closed", "high", undefined]]);
		expect(alerts(denied, good)[0]?.fingerprint).toBe(alerts(good, denied)[0]?.fingerprint);
		expect(alerts(denied, denied)).toEqual([]);
		expect(alerts(denied, unknown)).toMatchObject([{ kind: "unreadable" }]);
	});

	it("do not call a scope readable that was not scanned", () => {
		const elsewhere = { ...empty, scope: { scopes: [{ partition: "aws", account: "111122223333", region: "us-east-1" }] } };
		expect(brief(alerts(denied, elsewhere))).toEqual([]);
	});

	it("tell of another call that fails in a scope where one did already", () => {
		const more = snapshotOf(inventoryOf([], [rdsDenied, { ...rdsDenied, operation: "DescribeDBClusters" }]));
		expect(alerts(denied, more)).toMatchObject([{ kind: "unreadable", detail: expect.stringContaining("2 calls failed") }]);
	});

	it("have one fingerprint an incident and one id a change", () => {
		const [opened] = alerts(good, failing);
		const [closed] = alerts(failing, good);
		expect(closed?.fingerprint).toBe(opened?.fingerprint);
		expect(closed?.id).not.toBe(opened?.id);
		expect(alerts(good, failing)[0]?.id).toBe(opened?.id);
		const other = snapshotOf(inventoryOf([instance("b", bad)]));
		expect(alerts(empty, other)[0]?.fingerprint).not.toBe(opened?.fingerprint);
		const elsewhere = snapshotOf(inventoryOf([instance("a", { ...bad, account: "444455556666" })]));
		expect(alerts(empty, elsewhere)[0]?.fingerprint).not.toBe(opened?.fingerprint);
	});

	it("stand worst first, and what opens before what closes", () => {
		const before = snapshotOf(inventoryOf([instance("a", bad), instance("b", { backupRetentionDays: 1 })]));
		const after = snapshotOf(inventoryOf([instance("a"), instance("b", { ...bad, backupRetentionDays: 0 })]));
		expect(brief(alerts(before, after)).map(([kind, , severity]) => [severity, kind])).toEqual([
			["critical", "worse"],
			["high", "new"],
			["high", "resolved"],
		]);
	});

	it("carry the environment of the first tag that says one, whatever its case", () => {
		const tagged = (tags: Record<string, string>) => snapshotOf(inventoryOf([instance("a", { ...bad, tags: { value: tags } })]));
		const environmentTags = ["Environment", "Stage"];
		const environmentOf = (tags: Record<string, string>) => alerts(empty, tagged(tags), { environmentTags })[0]?.environment;
		expect(environmentOf({ stage: "prod" })).toBe("prod");
		expect(environmentOf({ Stage: "prod", environment: "dev" })).toBe("dev");
		expect(environmentOf({ Environment: " ", Stage: "prod" })).toBe("prod");
		expect(environmentOf({ Name: "x" })).toBeUndefined();
	});

	it("link to the report of their snapshot", () => {
		const report = "https://reports.example.com/{snapshot}/report.html";
		expect(alerts(good, failing, { report })[0]?.report).toBe(`https://reports.example.com/${failing.id}/report.html`);
	});

	it("hold no secrets and no endless texts, wherever those stand", () => {
		const secret = "AKIAIOSFODNN7EXAMPLE";
		const name = `db-${secret}-${"x".repeat(5000)}`;
		const tags = { value: { note: "password=hunter2hunter2", password: "hunter2hunter2", [secret]: "x".repeat(9000) } };
		const after = snapshotOf(inventoryOf([instance(name, { ...bad, tags })]));
		const [alert] = alerts(empty, after);
		const text = JSON.stringify(alert);
		expect(text).not.toContain(secret);
		expect(text).not.toContain("hunter2");
		expect(text.length).toBeLessThan(20_000);
	});
});
