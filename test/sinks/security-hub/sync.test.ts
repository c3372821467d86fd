import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { withHistory } from "../../../shared/core/history/history.ts";
import type { Inventory } from "../../../shared/core/inventory.ts";
import type { Snapshot } from "../../../shared/core/snapshot.ts";
import { securityFindings } from "../../../shared/reports/asff.ts";
import { batched, batchLimits } from "../../../shared/sinks/security-hub/import.ts";
import type { HubChange, Passes } from "../../../shared/sinks/security-hub/plan.ts";
import { type HubTarget, syncHub } from "../../../shared/sinks/security-hub/sync.ts";
import { readTold } from "../../../shared/sinks/security-hub/told.ts";
import { violations } from "../../reports/validate.ts";
import { fails, fakeCaller } from "../../support/aws/fake-caller.ts";
import { instance, inventoryOf, rdsDenied, snapshotOf } from "../../support/findings.ts";
import { Crash, type MemoryStore, memoryStore } from "../../support/object-store.ts";
import { now } from "../../support/rule-table.ts";
import { type FakeHub, fakeHub } from "../../support/security-hub.ts";

const key = "hub/v1/111122223333.eu-west-1.json";
const hour = 3_600_000;

let hub: FakeHub;
let store: MemoryStore;
let previous: Snapshot | undefined;
let scans: number;

beforeEach(() => {
	hub = fakeHub();
	store = memoryStore();
	previous = undefined;
	scans = 0;
});

const target = (differences: Partial<HubTarget> = {}): HubTarget => ({
	caller: fakeCaller({ "securityhub:BatchImportFindings": hub.import }),
	store,
	key,
	passes: "afterFailure",
	findings: securityFindings,
	hasTime: () => true,
	...differences,
});
const bad = (name: string) => instance(name, { storageEncrypted: false });
const good = (name: string) => instance(name);

interface Scan {
	readonly errors?: Inventory["errors"];
	readonly at?: number;
	readonly suppressed?: string;
}

/** The next scan of the scope, hours later, with its history. */
function scan(resources: Inventory["resources"], { errors = [], at, suppressed }: Scan = {}): Snapshot {
	scans++;
	const finishedAt = at ?? now + scans * hour;
	const snapshot = snapshotOf(inventoryOf(resources, errors), {
		id: `scan-${scans}`,
		startedAt: finishedAt - 5000,
		finishedAt,
		...(suppressed
			? { suppressions: [{ id: "agreed", owner: "o", reason: "agreed with the auditors", expires: "2027-01-01", resources: [suppressed] }] }
			: {}),
	});
	previous = withHistory(snapshot, previous).snapshot;
	return previous;
}
const tell = (snapshot: Snapshot, differences: Partial<HubTarget> = {}) => syncHub(target(differences), snapshot);
const told = async () => (await readTold(store, key)).told?.findings ?? {};
const idOf = (snapshot: Snapshot, name: string, rule = "test-encrypted") =>
	`parapet/${snapshot.findings.find(({ resource, ruleId }) => resource.name === name && ruleId === rule)?.uid}`;
const there = (id: string) => hub.findings.get(id);

describe("telling Security Hub", () => {
	it("tells what fails and what could not be judged, and no passes", async () => {
		const snapshot = scan([bad("a"), good("b"), instance("c", { storageEncrypted: undefined })]);
		expect(await tell(snapshot)).toEqual({ imported: 2, refused: [], waiting: 0, more: false, behind: false });
		expect(hub.active()).toEqual([idOf(snapshot, "a"), idOf(snapshot, "c")].sort());
		expect(there(idOf(snapshot, "a"))).toMatchObject({
			Compliance: { Status: "FAILED" },
			Workflow: { Status: "NEW" },
			Severity: { Label: "HIGH" },
			UpdatedAt: snapshot.finishedAt,
			AwsAccountId: "111122223333",
		});
		expect(there(idOf(snapshot, "c"))).toMatchObject({ Compliance: { Status: "WARNING" } });
	});

	it("sends nothing but what BatchImportFindings takes: new, changed, passed, suppressed and gone", async () => {
		const sent: object[] = [];
		hub.intercept = (when, findings) => {
			if (when === "before") sent.push(...findings);
			return undefined;
		};
		await tell(scan([bad("a"), bad("b"), bad("c"), instance("d", { backupRetentionDays: 3 })]));
		await tell(scan([good("a"), bad("b"), instance("d", { backupRetentionDays: 0 })], { suppressed: "b" }));
		expect(sent.map((finding) => (finding as { RecordState: string }).RecordState)).toEqual([
			...Array.from({ length: 4 }, () => "ACTIVE"),
			"ACTIVE",
			...Array.from({ length: 3 }, () => "ARCHIVED"),
		]);
		expect(sent.flatMap((finding) => violations("asff", finding))).toEqual([]);
	});

	it("says nothing when nothing changed", async () => {
		await tell(scan([bad("a")]));
		expect(await tell(scan([bad("a")]))).toMatchObject({ imported: 0 });
		expect(hub.batches).toEqual([1]);
	});

	it("updates in place, and leaves to people what is theirs", async () => {
		const first = scan([instance("a", { backupRetentionDays: 3 })]);
		await tell(first);
		const id = idOf(first, "a", "test-backups");
		const theirs = {
			Workflow: { Status: "NOTIFIED" },
			Note: { Text: "Ada looks at it" },
			Severity: { Label: "LOW" },
			VerificationState: "BENIGN_POSITIVE",
		};
		hub.findings.set(id, { ...there(id), ...theirs });
		let sent: object[] = [];
		hub.intercept = (_, findings) => {
			sent = [...findings];
			return undefined;
		};
		await tell(scan([instance("a", { backupRetentionDays: 0 })]));
		expect(hub.findings.size).toBe(1);
		expect(there(id)).toMatchObject({ ...theirs, FindingProviderFields: { Severity: { Label: "CRITICAL" } } });
		for (const field of ["Workflow", "Note", "Severity", "Types", "Confidence", "Criticality", "UserDefinedFields", "VerificationState"])
			expect(sent[0]).not.toHaveProperty(field);
	});

	it("ends a failure with the pass that follows it, and starts it again as the same finding", async () => {
		const first = scan([bad("a")]);
		await tell(first);
		const id = idOf(first, "a");
		hub.findings.set(id, { ...there(id), Workflow: { Status: "RESOLVED" } });
		await tell(scan([good("a")]));
		expect(there(id)).toMatchObject({ RecordState: "ARCHIVED", Compliance: { Status: "PASSED" }, Workflow: { Status: "RESOLVED" } });
		expect(await tell(scan([good("a")]))).toMatchObject({ imported: 0 });
		await tell(scan([bad("a")]));
		expect(there(id)).toMatchObject({ RecordState: "ACTIVE", Compliance: { Status: "FAILED" }, Workflow: { Status: "NEW" } });
		expect(there(id).CreatedAt).toBe(first.finishedAt);
	});

	it("archives what is no longer there, by what it remembers of it", async () => {
		const first = scan([bad("a"), bad("b")]);
		await tell(first);
		await tell(scan([bad("b")]));
		expect(there(idOf(first, "a"))).toMatchObject({
			RecordState: "ARCHIVED",
			Compliance: { Status: "NOT_AVAILABLE" },
			Title: "Storage is encrypted",
			GeneratorId: "parapet/test-encrypted",
			Resources: [{ Type: "AwsRdsDbInstance", Id: "arn:aws:rds:eu-west-1:111122223333:db:a" }],
		});
		expect(hub.active()).toEqual([idOf(first, "b")]);
		expect(await tell(scan([bad("b")]))).toMatchObject({ imported: 0 });
	});

	it("leaves a failure as it is while its resource cannot be read", async () => {
		const first = scan([bad("a")]);
		await tell(first);
		const id = idOf(first, "a");
		const before = there(id);
		const unread = scan([], { errors: [rdsDenied] });
		await tell(unread);
		expect(there(id)).toEqual(before);
		// That the scope could not be read is told.
		expect(hub.active()).toHaveLength(3);
		await tell(scan([], { errors: [rdsDenied] }));
		await tell(scan([good("a")]));
		expect(hub.active()).toEqual([]);
	});

	it("goes on with a failure that is known while the resource cannot be judged", async () => {
		const first = scan([bad("a")]);
		await tell(first);
		expect(await tell(scan([instance("a", { storageEncrypted: undefined })]))).toMatchObject({ imported: 0 });
		expect(there(idOf(first, "a"))).toMatchObject({ Compliance: { Status: "FAILED" }, RecordState: "ACTIVE" });
	});

	it("archives what is suppressed, with the reason, and brings it back", async () => {
		const first = scan([bad("a")]);
		await tell(first);
		const id = idOf(first, "a");
		await tell(scan([bad("a")], { suppressed: "a" }));
		expect(there(id)).toMatchObject({
			RecordState: "ARCHIVED",
			Compliance: { Status: "FAILED" },
			Workflow: { Status: "NEW" },
			ProductFields: { SuppressedBy: "agreed" },
		});
		await tell(scan([bad("a")]));
		expect(there(id)).toMatchObject({ RecordState: "ACTIVE" });
	});

	it("never tells what was suppressed from the start", async () => {
		expect(await tell(scan([bad("a")], { suppressed: "a" }))).toMatchObject({ imported: 0 });
		expect(store.writes).toEqual([]);
	});

	it("tells all passes when that is wished, and takes none back because something could not be read", async () => {
		const all: Partial<HubTarget> = { passes: "all" };
		const first = scan([good("a")]);
		await tell(first, all);
		expect(hub.active()).toHaveLength(2);
		expect(there(idOf(first, "a"))).toMatchObject({ Compliance: { Status: "PASSED" }, Workflow: { Status: "RESOLVED" } });
		await tell(scan([], { errors: [rdsDenied] }), all);
		expect(there(idOf(first, "a"))).toMatchObject({ RecordState: "ACTIVE" });
		await tell(scan([]), all);
		expect(hub.active()).toEqual([]);
	});

	it("tells everything again about once a week, long before Security Hub forgets it", async () => {
		const day = 24 * hour;
		const first = scan(Array.from({ length: 40 }, (_, index) => bad(`db-${index}`)));
		await tell(first);
		const resources = Array.from({ length: 40 }, (_, index) => bad(`db-${index}`));
		const counts: number[] = [];
		for (let days = 1; days <= 14; days++)
			counts.push((await tell(scan(resources, { at: Date.parse(first.finishedAt) + days * day }))).imported);
		expect(counts.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
		expect(counts[5] ?? 0).toBeGreaterThan(0);
		expect((counts[5] ?? 0) + (counts[6] ?? 0)).toBe(40);
		expect(counts.reduce((sum, count) => sum + count, 0)).toBe(80);
		const latest = Date.parse(first.finishedAt) + 14 * day;
		for (const { UpdatedAt } of hub.findings.values()) expect(latest - Date.parse(UpdatedAt)).toBeLessThanOrEqual(7 * day);
	});

	it("forgets what was archived a month ago, not before", async () => {
		await tell(scan([bad("a")]));
		const gone = scan([]);
		await tell(gone);
		await tell(scan([], { at: Date.parse(gone.finishedAt) + 30 * 24 * hour }));
		expect(Object.keys(await told())).toHaveLength(1);
		await tell(scan([], { at: Date.parse(gone.finishedAt) + 30 * 24 * hour + 1 }));
		expect(await told()).toEqual({});
	});
});

describe("what Security Hub does not take", () => {
	it("is named, and not sent again until it changes", async () => {
		const first = scan([bad("a"), instance("b", { backupRetentionDays: 3 })]);
		const id = idOf(first, "b", "test-backups");
		hub.errors.set(id, "InvalidInput");
		expect(await tell(first)).toMatchObject({ imported: 1, refused: [{ id, reason: "InvalidInput: planted" }] });
		expect(await tell(scan([bad("a"), instance("b", { backupRetentionDays: 3 })]))).toMatchObject({ imported: 0, refused: [] });
		hub.errors.clear();
		expect(await tell(scan([bad("a"), instance("b", { backupRetentionDays: 2 })]))).toMatchObject({ imported: 1, refused: [] });
		expect(hub.active()).toContain(id);
	});

	it("is archived when it is gone, and forgotten when that is refused too", async () => {
		const first = scan([bad("a"), bad("b")]);
		for (const name of ["a", "b"]) hub.errors.set(idOf(first, name), "InvalidInput");
		await tell(first);
		hub.errors.delete(idOf(first, "a"));
		expect(await tell(scan([]))).toMatchObject({ imported: 1, refused: [{ id: idOf(first, "b") }] });
		expect(hub.active()).toEqual([]);
		expect(Object.values(await told())).toMatchObject([{ archived: true }]);
		expect(await tell(scan([]))).toMatchObject({ imported: 0, refused: [] });
	});

	it("is sent again when the fault was Security Hub's own", async () => {
		const first = scan([bad("a"), bad("b")]);
		hub.errors.set(idOf(first, "b"), "InternalError");
		expect(await tell(first)).toMatchObject({ imported: 1, refused: [], failure: { message: "InternalError: planted" } });
		hub.errors.clear();
		expect(await tell(first)).toMatchObject({ imported: 1 });
		expect(hub.active()).toHaveLength(2);
	});

	it("does not keep the rest of its batch when the whole call is refused for it", async () => {
		const first = scan(Array.from({ length: 9 }, (_, index) => bad(`db-${index}`)));
		const wrong = idOf(first, "db-4");
		hub.intercept = (when, findings) =>
			when === "before" && findings.some(({ Id }) => Id === wrong) ? fails("other", "InvalidInputException: planted") : undefined;
		expect(await tell(first)).toMatchObject({ imported: 8, refused: [{ id: wrong, reason: "InvalidInputException: planted" }] });
	});

	it.each([
		["throttled", "TooManyRequestsException: planted"],
		["denied", "AccessDeniedException: planted"],
	] as const)("is %s: nothing is lost", async (cause, message) => {
		const first = scan([bad("a")]);
		hub.intercept = () => fails(cause, message);
		expect(await tell(first)).toMatchObject({ imported: 0, failure: { cause } });
		hub.intercept = undefined;
		await tell(first);
		expect(hub.active()).toEqual([idOf(first, "a")]);
	});

	it.each([
		["by the call", () => fails("other", "InvalidAccessException: Account is not subscribed")],
		["finding by finding", undefined],
	])("is not on, told %s: no failure, nothing remembered, everything told once it is on", async (_, answer) => {
		const first = scan([bad("a")]);
		if (answer) hub.intercept = answer;
		else hub.errors.set(idOf(first, "a"), "InvalidAccess");
		expect(await tell(first)).toMatchObject({ imported: 0, refused: [], unavailable: expect.stringContaining("InvalidAccess") });
		expect(await told()).toEqual({});
		hub.intercept = undefined;
		hub.errors.clear();
		expect(await tell(scan([bad("a")]))).toMatchObject({ imported: 1 });
	});
});

describe("batches", () => {
	const change = (size: number): HubChange => ({ uid: "u", finding: { pad: "x".repeat(size) }, after: {} }) as unknown as HubChange;
	it("hold at most 100 findings", () => {
		expect([...batched(Array.from({ length: 250 }, () => change(10)))].map(({ length }) => length)).toEqual([100, 100, 50]);
	});
	it("stay below 6 MB", () => {
		const batches = [...batched(Array.from({ length: 60 }, () => change(239_000)))];
		for (const batch of batches)
			expect(Buffer.byteLength(JSON.stringify({ Findings: batch.map(({ finding }) => finding) }))).toBeLessThan(6_000_000);
		expect(batches.map(({ length }) => length)).toEqual([24, 24, 12]);
		expect(batchLimits.bytes).toBeLessThan(6_000_000);
	});
	it("go on where time ran out", async () => {
		const first = scan(Array.from({ length: 250 }, (_, index) => bad(`db-${index}`)));
		let batches = 2;
		expect(await tell(first, { hasTime: () => batches-- > 0 })).toMatchObject({ imported: 200, waiting: 50, more: true });
		expect(await tell(first)).toMatchObject({ imported: 50, more: false });
		expect(hub.active()).toHaveLength(250);
		expect(hub.batches).toEqual([100, 100, 50]);
	});
});

describe("one scope told by several at once", () => {
	it("ends with what the later scan found", async () => {
		const first = scan([bad("a"), bad("b")]);
		const second = scan([bad("b")]);
		store.before(/hub/, async () => {
			await tell(second);
		});
		expect(await tell(first)).toMatchObject({ behind: true });
		expect(hub.active()).toEqual([idOf(first, "b")]);
	});

	it("does not go back to an earlier scan", async () => {
		const first = scan([bad("a")]);
		await tell(first);
		await tell(scan([good("a")]));
		expect(await tell(first)).toEqual({ imported: 0, refused: [], waiting: 0, more: false, behind: true });
		expect(hub.active()).toEqual([]);
	});
});

describe("whatever happens in between", () => {
	const names = ["a", "b", "c"];
	const state = fc.constantFrom("bad", "worse", "good", "gone", "unknown");
	const step = fc.record({
		states: fc.tuple(state, state, state),
		denied: fc.boolean(),
		suppressed: fc.option(fc.constantFrom(...names), { nil: undefined }),
		crash: fc.option(fc.record({ at: fc.nat(1), when: fc.constantFrom("before" as const, "after" as const) }), { nil: undefined }),
		hubCrash: fc.option(fc.constantFrom("before" as const, "after" as const), { nil: undefined }),
	});
	const resource = (name: string, kind: string) =>
		kind === "gone"
			? []
			: [
					kind === "bad"
						? bad(name)
						: kind === "worse"
							? instance(name, { storageEncrypted: false, backupRetentionDays: 0 })
							: kind === "unknown"
								? instance(name, { storageEncrypted: undefined })
								: good(name),
				];

	it("what is active in Security Hub is what the last scan knows to fail, not to pass, and nothing else", async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(step, { minLength: 1, maxLength: 6 }),
				fc.constantFrom<Passes>("afterFailure", "all"),
				async (steps, passes) => {
					hub = fakeHub();
					store = memoryStore();
					previous = undefined;
					scans = 0;
					for (const { states, denied, suppressed, crash, hubCrash } of steps) {
						const resources = denied ? [] : names.flatMap((name, index) => resource(name, states[index] ?? "gone"));
						const snapshot = scan(resources, { errors: denied ? [rdsDenied] : [], ...(suppressed ? { suppressed } : {}) });
						if (crash) store.crashAt(crash.at, crash.when);
						hub.intercept = (when) => {
							if (when === hubCrash) throw new Crash(when);
							return undefined;
						};
						await tell(snapshot, { passes }).catch((error: unknown) => {
							if (!(error instanceof Crash)) throw error;
						});
					}
					hub.intercept = undefined;
					store.crashAt(1e9, "after");
					const last = scan(names.flatMap((name) => resource(name, "bad")));
					const final = scan([bad("a"), good("b")]);
					await tell(last, { passes });
					await tell(final, { passes });
					const expected = final.findings
						.filter(({ verdict }) => verdict === "fail" || passes === "all")
						.map(({ uid }) => `parapet/${uid}`);
					expect(hub.active()).toEqual(expected.sort());
					expect(await tell(final, { passes })).toMatchObject({ imported: 0 });
				},
			),
			{ numRuns: 300 },
		);
	});
});
