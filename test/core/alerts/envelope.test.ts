import { describe, expect, it } from "vitest";
import type { Alert } from "../../../shared/core/alerts/alert.ts";
import { splitFlood, told } from "../../../shared/core/alerts/digest.ts";
import { alertsOf, worstFirst } from "../../../shared/core/alerts/from-drift.ts";
import { alertText, clip } from "../../../shared/core/alerts/text.ts";
import { type Change, type Difference, type Drift, diff } from "../../../shared/core/diff.ts";
import type { Finding } from "../../../shared/core/finding.ts";
import type { Snapshot } from "../../../shared/core/snapshot.ts";
import { alertOf, closingOf } from "../../support/alerts.ts";
import { instance, inventoryOf, rdsDenied, snapshotOf } from "../../support/findings.ts";

const bad = { storageEncrypted: false };
const tags = { value: { Environment: "prod", token: "abcdefgh" } };
const before = snapshotOf(inventoryOf([instance("a", { tags, backupRetentionDays: 1 })]), { id: "monday" });
const after = snapshotOf(inventoryOf([instance("a", { tags, backupRetentionDays: 0 })]), { id: "tuesday" });
const empty = snapshotOf(inventoryOf([]), { id: "wednesday" });

const alerts = (from: Snapshot, to: Snapshot): Alert[] =>
	alertsOf({
		drift: diff(from, to),
		before: from,
		after: to,
		environmentTags: ["Environment"],
		report: "https://r.example.com/{snapshot}",
	});
const hex = expect.stringMatching(/^[0-9a-f]{32}$/);

/** A drift of one difference, whose findings may be what no scan of the tests makes. */
const driftOf = (change: Change, difference: Omit<Difference, "change">): Drift => ({
	...diff(before, after),
	differences: [{ change, ...difference }],
});
const finding = after.findings.find((each) => each.ruleId === "test-backups") as Finding;
const alertFrom = (change: Change, difference: Omit<Difference, "change">): Alert | undefined =>
	alertsOf({ drift: driftOf(change, difference), before, after, environmentTags: [] })[0];

describe("the envelope of an alert", () => {
	it("of what became worse says everything about it, then and now", () => {
		expect(alerts(before, after)).toEqual([
			{
				schema: "parapet.alert/1",
				type: "alert",
				id: hex,
				fingerprint: hex,
				kind: "worse",
				status: "open",
				severity: "critical",
				previousSeverity: "medium",
				title: "Backups are kept",
				detail: "a keeps 0 days.",
				previousDetail: "a keeps 1 days.",
				partition: "aws",
				account: "111122223333",
				region: "eu-west-1",
				environment: "prod",
				rule: { id: "test-backups", title: "Backups are kept", risk: "Data can be lost.", recommendation: "Keep backups.", links: [] },
				resource: {
					arn: "arn:aws:rds:eu-west-1:111122223333:db:a",
					kind: "rds.DbInstance",
					name: "a",
					tags: { Environment: "prod", token: "[…]" },
				},
				frameworks: [],
				evidence: { days: 0 },
				observedAt: after.finishedAt,
				firstSeen: finding.firstSeen,
				snapshot: { from: "monday", to: "tuesday" },
				report: "https://r.example.com/tuesday",
			},
		]);
	});

	it("of what is new names no time before, and the requirements and links of its rule", () => {
		const [alert] = alerts(empty, snapshotOf(inventoryOf([instance("a", { ...bad, tags: { value: {} } })]), { id: "thursday" }));
		expect(alert).toMatchObject({
			frameworks: ["test:1.1"],
			evidence: { encrypted: false },
			rule: { links: ["https://docs.aws.amazon.com/"] },
		});
		expect(alert).not.toHaveProperty("previousSeverity");
		expect(alert).not.toHaveProperty("previousDetail");
		expect(alert).not.toHaveProperty("environment");
		expect(alert).not.toHaveProperty("cluster");
	});

	it("of what is gone says what it was", () => {
		const [alert] = alerts(after, empty);
		expect(alert).toMatchObject({
			detail: "a is no longer there, or the rule no longer applies to it. Before: a keeps 0 days.",
			severity: "critical",
			firstSeen: finding.firstSeen,
			snapshot: { from: "tuesday", to: "wednesday" },
		});
	});

	it("has the time at which a failure began when it ends, and when it stays", () => {
		const earlier = { ...finding, firstSeen: "2026-01-01T00:00:00.000Z" };
		const passing: Finding = { ...finding, verdict: "pass", severity: "medium", firstSeen: "2026-05-05T00:00:00.000Z" };
		expect(alertFrom("resolved", { before: earlier, after: passing })).toMatchObject({
			firstSeen: earlier.firstSeen,
			severity: "critical",
		});
		expect(alertFrom("worse", { before: earlier, after: finding })?.firstSeen).toBe(finding.firstSeen);
	});

	it("repeats no detail that stayed as it was", () => {
		expect(alertFrom("worse", { before: { ...finding, severity: "low" }, after: finding })).not.toHaveProperty("previousDetail");
	});

	it("explains itself by the finding when the rule is not among those that ran", () => {
		const alert = alertFrom("new", { after: { ...finding, ruleId: "policy/acme.tls/x", title: "Acme wants TLS" } });
		expect(alert?.rule).toEqual({ id: "policy/acme.tls/x", title: "Acme wants TLS", risk: "", recommendation: "", links: [] });
	});

	it("names the cluster", () => {
		expect(alertFrom("new", { after: { ...finding, resource: { ...finding.resource, cluster: "prod" } } })?.cluster).toBe("prod");
	});

	it("is silent about what is suppressed now, whatever the difference", () => {
		expect(alertFrom("worse", { before: finding, after: { ...finding, suppressedBy: "s" } })).toBeUndefined();
		expect(alertFrom("gone", { before: { ...finding, suppressedBy: "s" } })).toBeUndefined();
	});

	it("keeps small evidence without its secrets, and of large evidence its size", () => {
		const evidenceOf = (evidence: Finding["evidence"]) => alertFrom("new", { after: { ...finding, evidence } })?.evidence;
		expect(
			evidenceOf({ open: true, port: 22, none: null, list: ["AKIAIOSFODNN7EXAMPLE", { deep: "token=abcdefgh" }], left: undefined }),
		).toEqual({
			open: true,
			port: 22,
			none: null,
			list: ["[key id]", { deep: "token=[…]" }],
		});
		const fits = "x ".repeat(3_994);
		expect(JSON.stringify({ text: fits }).length).toBeLessThanOrEqual(8_000);
		expect(evidenceOf({ text: fits })).toEqual({ text: `${fits.slice(0, 1999)}…` });
		expect(evidenceOf({ text: `${fits}${"x".repeat(20)}` })).toEqual({ omitted: "It is 8019 characters long; the snapshot has it." });
	});

	it("keeps fifty tags, a hundred requirements and five links at most", () => {
		const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`key-${index}`, "v"]));
		const requirements = Array.from({ length: 120 }, (_, index) => String(index));
		const alert = alertFrom("new", {
			after: { ...finding, resource: { ...finding.resource, tags: many }, frameworks: { f: requirements } },
		});
		expect(Object.entries(alert?.resource?.tags ?? {})).toEqual(Object.entries(many).slice(0, 50));
		expect(alert?.frameworks).toEqual(requirements.slice(0, 100).map((id) => `f:${id}`));
		const rules = after.rules.map((rule) => ({ ...rule, links: requirements.map((id) => `https://${id}`) }));
		const linked = alertsOf({ drift: driftOf("new", { after: finding }), before, after: { ...after, rules }, environmentTags: [] })[0];
		expect(linked?.rule?.links).toEqual(["https://0", "https://1", "https://2", "https://3", "https://4"]);
	});
});

describe("the envelope of a scope that cannot be read", () => {
	const failures = (count: number, more: object = {}) =>
		Array.from({ length: count }, (_, index) => ({ ...rdsDenied, operation: `Describe${index}`, ...more }));

	it("says everything about it", () => {
		const [alert, ...others] = alerts(after, snapshotOf(inventoryOf([], [rdsDenied]), { id: "denied" }));
		expect(others).toEqual([]);
		expect(alert).toEqual({
			schema: "parapet.alert/1",
			type: "alert",
			id: hex,
			fingerprint: hex,
			kind: "unreadable",
			status: "open",
			severity: "high",
			title: "Could not be read: aws/111122223333/eu-west-1",
			detail: expect.stringMatching(
				/^A call failed: rds:DescribeDBInstances \(denied\)\. \d judgements could not be made; what failed there before counts as still failing\.$/,
			),
			partition: "aws",
			account: "111122223333",
			region: "eu-west-1",
			frameworks: [],
			unread: [{ service: "rds", operation: "DescribeDBInstances", cause: "denied", message: "not authorized" }],
			examples: expect.arrayContaining([{ rule: "test-backups", resource: "a", detail: "a keeps 0 days." }]),
			observedAt: empty.finishedAt,
			snapshot: { from: "tuesday", to: "denied" },
			report: "https://r.example.com/denied",
		});
	});

	it("names five of many calls in its text, and ten in its list", () => {
		const [alert] = alerts(empty, snapshotOf(inventoryOf([], failures(12))));
		expect(alert?.detail).toContain("12 calls failed: rds:Describe0 (denied), rds:Describe1 (denied)");
		expect(alert?.detail).toContain("rds:Describe4 (denied), and 7 more.");
		expect(alert?.unread).toHaveLength(10);
		expect(alerts(empty, snapshotOf(inventoryOf([], failures(5))))[0]?.detail).not.toContain("more");
	});

	it("speaks of judgements alone when no call failed", () => {
		const unknown = snapshotOf(inventoryOf([instance("a", { storageEncrypted: undefined })]));
		const [alert] = alerts(before, unknown);
		expect(alert?.detail).toBe("One judgement could not be made; what failed there before counts as still failing.");
		expect(alert?.unread).toEqual([]);
		expect(alert?.examples).toHaveLength(1);
	});

	it("names the cluster, and counts as another scope than its region", () => {
		const inCluster = failures(1, { scope: { ...rdsDenied.scope, cluster: "prod" } });
		const [alert] = alerts(empty, snapshotOf(inventoryOf([], inCluster)));
		expect(alert?.cluster).toBe("prod");
		expect(alert?.fingerprint).not.toBe(alerts(empty, snapshotOf(inventoryOf([], [rdsDenied])))[0]?.fingerprint);
	});

	it("of one that can be read again has the same fingerprint", () => {
		const denied = snapshotOf(inventoryOf([], [rdsDenied]));
		expect(alerts(denied, empty)).toEqual([
			expect.objectContaining({
				kind: "resolved",
				status: "closed",
				title: "Can be read again: aws/111122223333/eu-west-1",
				detail: "Everything that is asked of this scope could be read and judged.",
				fingerprint: alerts(empty, denied)[0]?.fingerprint,
			}),
		]);
	});

	it("says of a scope what failed there, and nothing of another", () => {
		const elsewhere = { ...rdsDenied, operation: "Elsewhere", scope: { ...rdsDenied.scope, region: "us-east-1" } };
		const both = alerts(empty, snapshotOf(inventoryOf([], [rdsDenied, elsewhere])));
		expect(both.map(({ region, unread }) => [region, unread?.map((call) => call.operation)])).toEqual(
			expect.arrayContaining([
				["eu-west-1", ["DescribeDBInstances"]],
				["us-east-1", ["Elsewhere"]],
			]),
		);
		expect(both).toHaveLength(2);
	});

	it("can be read again once the last judgement that was missing is there", () => {
		const unknown = snapshotOf(inventoryOf([instance("a", { storageEncrypted: undefined })]));
		const known = snapshotOf(inventoryOf([instance("a")]));
		expect(alerts(unknown, known)).toMatchObject([{ kind: "resolved", title: "Can be read again: aws/111122223333/eu-west-1" }]);
	});

	it("shows ten judgements of many", () => {
		const many = Array.from({ length: 15 }, (_, index) => instance(`db-${index}`, { storageEncrypted: undefined }));
		const [alert] = alerts(empty, snapshotOf(inventoryOf(many)));
		expect(alert?.examples).toHaveLength(10);
		expect(alert?.detail).toContain("15 judgements could not be made");
	});

	it("knows what is listed once an account as read when the account was", () => {
		const scope = { partition: "aws", account: "111122223333", region: "global" };
		const denied = snapshotOf(inventoryOf([], failures(1, { scope })));
		expect(alerts(denied, empty)).toMatchObject([{ kind: "resolved", region: "global" }]);
		const elsewhere = { ...empty, scope: { scopes: [{ partition: "aws", account: "444455556666", region: "eu-west-1" }] } };
		expect(alerts(denied, elsewhere)).toEqual([]);
	});

	it("is silent about judgements that are suppressed", () => {
		const suppressed: Finding = { ...finding, verdict: "indeterminate", suppressedBy: "s" };
		expect(alertFrom("unreadable", { before: finding, after: suppressed })).toBeUndefined();
	});
});

describe("the order of alerts", () => {
	it("is by severity, then by kind", () => {
		const list = [
			closingOf("a", 1),
			alertOf("b"),
			alertOf("c", 0, { severity: "critical", kind: "better" }),
			alertOf("d", 0, { kind: "worse" }),
		];
		expect(list.toSorted(worstFirst).map(({ severity, kind }) => `${severity} ${kind}`)).toEqual([
			"critical better",
			"high new",
			"high worse",
			"high resolved",
		]);
	});
});

describe("a digest", () => {
	it("names every alert, and carries the report", () => {
		const report = "https://r.example.com/x";
		const { rule: _, resource: __, ...scope } = alertOf("scope", 0, { kind: "unreadable", report });
		const first = alertOf("a", 0, { report });
		const [digest] = told([first, scope]);
		expect(digest).toMatchObject({ report, snapshot: first.snapshot, observedAt: first.observedAt });
		expect(digest?.type === "digest" && digest.alerts).toEqual([
			{
				id: first.id,
				fingerprint: first.fingerprint,
				kind: "new",
				severity: "high",
				account: first.account,
				region: first.region,
				rule: "rds-instance-storage-encrypted",
				resource: "arn:aws:rds:eu-west-1:111122223333:db:a",
			},
			{ id: scope.id, fingerprint: scope.fingerprint, kind: "unreadable", severity: "high", account: scope.account, region: scope.region },
		]);
		const other = told([alertOf("a", 1), scope])[0];
		expect(other?.id).not.toBe(digest?.id);
		expect(told([alertOf("a"), alertOf("b")])[0]).not.toHaveProperty("report");
	});

	it("takes critical incidents that are over", () => {
		const over = Array.from({ length: 3 }, (_, index) => closingOf(`db-${index}`, 1)).map(
			(alert): Alert => ({ ...alert, severity: "critical" }),
		);
		expect(splitFlood(over, { room: 1, criticalRoom: 1, known: () => false })).toEqual({ updates: [], openings: [], folded: over });
	});
});

describe("clipping", () => {
	it.each([
		["abc", 3, "abc"],
		["abcd", 3, "ab…"],
		["a😀c", 3, "a…"],
		["a😀c", 4, "a😀c"],
		["abc", 0, "…"],
	])("%s to %i", (text, limit, expected) => {
		expect(clip(text, limit)).toBe(expected);
	});

	it("comes after redaction, so that no half of a secret is left", () => {
		expect(alertText(`${"x ".repeat(10)}AKIAIOSFODNN7EXAMPLE`, 30)).toBe(`${"x ".repeat(10)}[key id]`);
		expect(alertText("y".repeat(100), 10)).toBe(`${"y".repeat(9)}…`);
	});
});
