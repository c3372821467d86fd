import { beforeEach, describe, expect, it } from "vitest";
import { ConfigError } from "../../../shared/core/errors.ts";
import type { Scope } from "../../../shared/core/scope.ts";
import type { Snapshot } from "../../../shared/core/snapshot.ts";
import { formats } from "../../../shared/reports/index.ts";
import type { AppContext } from "../../../shared/runtime/app/context.ts";
import { keysOf, ObjectEvent } from "../../../shared/runtime/app/object-events.ts";
import { grants } from "../../../shared/runtime/app/sync-findings.permissions.ts";
import { type SyncParts, syncFindings } from "../../../shared/runtime/app/sync-findings.ts";
import { checkSnapshot } from "../../../shared/runtime/snapshot-check.ts";
import { layoutOf } from "../../../shared/sinks/s3/layout.ts";
import { publishScope } from "../../../shared/sinks/s3/publish.ts";
import { lakeKey } from "../../../shared/sinks/security-lake/write.ts";
import { fails, fakeCaller, testScope } from "../../support/aws/fake-caller.ts";
import { instance, inventoryOf, snapshotOf } from "../../support/findings.ts";
import { grantedStore } from "../../support/granted-store.ts";
import { type MemoryStore, memoryStore } from "../../support/object-store.ts";
import { now } from "../../support/rule-table.ts";
import { type FakeHub, fakeHub } from "../../support/security-hub.ts";

const pointerKey = layoutOf("").latest(testScope);
const source = { source: "parapet", sourceVersion: "1.0", region: "eu-central-1" };

let evidence: MemoryStore;
let state: MemoryStore;
let lake: MemoryStore;
let hub: FakeHub;
let logs: { level: string; message: string; data: Readonly<Record<string, unknown>> | undefined }[];
let metrics: Record<string, number>;
let remaining: number;
let scans: number;

beforeEach(() => {
	evidence = memoryStore("evidence");
	state = memoryStore("state");
	lake = memoryStore("lake");
	hub = fakeHub();
	logs = [];
	metrics = {};
	remaining = 300_000;
	scans = 0;
});

const log = (level: string) => (message: string, data?: Readonly<Record<string, unknown>>) => void logs.push({ level, message, data });
const app: Pick<AppContext, "log" | "metric" | "remaining"> = {
	log: { debug: log("debug"), info: log("info"), warn: log("warn"), error: log("error") },
	metric: (name, value) => {
		metrics[name] = value;
	},
	remaining: () => remaining,
};
const parts = (differences: Partial<SyncParts> = {}): SyncParts => ({
	evidence: grantedStore(evidence, "evidence", grants),
	state: grantedStore(state, "state", grants),
	read: checkSnapshot,
	hub: { passes: "afterFailure", caller: async (scope) => fakeCaller({ "securityhub:BatchImportFindings": hub.import }, scope) },
	lake: { store: lake, source },
	...differences,
});

async function publish(resources: Parameters<typeof inventoryOf>[0], scope: Scope = testScope): Promise<Snapshot> {
	scans++;
	const json = await formats.json.load();
	const findings = await formats.ocsf.load();
	const style = { colour: false, width: 80 };
	const snapshot = snapshotOf(
		{ ...inventoryOf(resources), scopes: [scope] },
		{ id: `scan-${scans}`, startedAt: now + scans * 60_000 - 5000, finishedAt: now + scans * 60_000 },
	);
	const format = { json: (each: Snapshot) => json(each, style), findings: (each: Snapshot) => findings(each, style), read: checkSnapshot };
	return (await publishScope({ store: evidence, prefix: "", format }, { scope, snapshot })).snapshot;
}
const notice = (key: string, bucket = "evidence"): ObjectEvent => ({
	Records: [{ eventName: "ObjectCreated:Put", s3: { bucket: { name: bucket }, object: { key: encodeURIComponent(key) } } }],
});
const sync = (bodies: readonly ObjectEvent[], differences: Partial<SyncParts> = {}) =>
	syncFindings(
		bodies.map((body, index) => ({ id: `m${index}`, body, attempt: 1, sentAt: now })),
		app,
		parts(differences),
	);
const bad = instance("a", { storageEncrypted: false });

describe("events of objects", () => {
	it.each<[string, ObjectEvent, string[]]>([
		["a notification", notice("latest/v1/a.json"), ["latest/v1/a.json"]],
		[
			"an encoded key",
			{ Records: [{ s3: { bucket: { name: "evidence" }, object: { key: "latest/v1/x+y%212e.json" } } }] },
			["latest/v1/x y!2e.json"],
		],
		[
			"EventBridge",
			{ source: "aws.s3", detail: { bucket: { name: "evidence" }, object: { key: "latest/v1/a+b.json" } } },
			["latest/v1/a+b.json"],
		],
		["another bucket", notice("latest/v1/a.json", "other"), []],
		["another prefix", notice("findings/v1/a.json"), []],
		["the test of a notification", { Service: "Amazon S3", Event: "s3:TestEvent", Bucket: "evidence" }, []],
	])("%s", (_, event, keys) => {
		expect(keysOf(ObjectEvent.parse(event), "evidence", "latest/v1/")).toEqual(keys);
	});

	it("is nothing else", () => {
		// A key that cannot be decoded would hold up the messages beside it.
		const undecodable = { Records: [{ s3: { bucket: { name: "evidence" }, object: { key: "latest/v1/%zz.json" } } }] };
		for (const other of [{}, undecodable, { Records: [{}] }, { Event: "else" }, { source: "aws.rds", detail: {} }])
			expect(ObjectEvent.safeParse(other).success).toBe(false);
	});
});

describe("telling what a pointer says", () => {
	it("tells Security Hub and the data lake of the newest snapshot", async () => {
		const snapshot = await publish([bad]);
		expect(await sync([notice(pointerKey)])).toEqual({ failed: new Set() });
		expect(hub.active()).toHaveLength(1);
		expect(lake.writes).toEqual([lakeKey(source, testScope, snapshot)]);
		expect(metrics).toEqual({ FindingsSynced: 3 });
		expect(logs).toEqual([]);
	});

	it("does once what it is told twice, and passes over what is late", async () => {
		await publish([bad]);
		await sync([notice(pointerKey), notice(pointerKey)]);
		await publish([instance("a")]);
		await sync([notice(pointerKey)]);
		metrics = {};
		await sync([notice(pointerKey)]);
		expect(metrics).toEqual({});
		expect(hub.active()).toEqual([]);
		expect(hub.batches).toEqual([1, 1]);
		expect(lake.writes).toHaveLength(2);
	});

	it("tells what was published while it told", async () => {
		await publish([bad]);
		let later = false;
		hub.intercept = (when) => {
			if (when === "after" && !later) {
				later = true;
				pending = publish([instance("a")]);
			}
			return undefined;
		};
		let pending: Promise<Snapshot> | undefined;
		// The answer of Security Hub is waited for while the next scan is published.
		const caller = fakeCaller({ "securityhub:BatchImportFindings": hub.import });
		const call: typeof caller.call = async (service, command) => {
			const answer = await caller.call(service, command);
			await pending;
			return answer;
		};
		await sync([notice(pointerKey)], { hub: { passes: "afterFailure", caller: async () => ({ ...caller, call }) } });
		expect(later).toBe(true);
		expect(hub.active()).toEqual([]);
		expect([...hub.findings.values()]).toMatchObject([{ Compliance: { Status: "PASSED" } }]);
		expect(lake.writes).toHaveLength(2);
	});

	it("says nothing of what no AWS account hosts to Security Hub", async () => {
		const outside = { partition: "-", account: "-", region: "-" };
		await publish([instance("a", { ...outside, storageEncrypted: false })], outside);
		expect(await sync([notice(layoutOf("").latest(outside))])).toEqual({ failed: new Set() });
		expect(hub.findings.size).toBe(0);
		expect(lake.writes[0]).toContain("/accountId=external/");
	});

	it("needs neither of the two", async () => {
		await publish([bad]);
		await sync([notice(pointerKey)], { hub: undefined });
		expect([hub.findings.size, lake.writes.length]).toEqual([0, 1]);
		await sync([notice(pointerKey)], { lake: undefined });
		expect([hub.findings.size, lake.writes.length]).toEqual([1, 1]);
	});

	it("has nothing to do when the pointer is gone", async () => {
		expect(await sync([notice(pointerKey)])).toEqual({ failed: new Set() });
	});
});

describe("what goes wrong with one scope", () => {
	const other: Scope = { ...testScope, region: "eu-west-2" };
	const otherKey = layoutOf("").latest(other);

	it("keeps no other", async () => {
		await publish([bad]);
		await publish([{ ...bad, region: "eu-west-2" }], other);
		evidence.objects.set(otherKey, { body: Buffer.from("not JSON"), etag: '"x"' });
		expect(await sync([notice(otherKey), notice(pointerKey), notice(otherKey)])).toEqual({ failed: new Set(["m0", "m2"]) });
		expect(hub.active()).toHaveLength(1);
		expect(logs).toMatchObject([{ level: "warn", data: { pointer: otherKey, reason: expect.stringContaining("not valid JSON") } }]);
	});

	it("comes again when the snapshot is not what was published", async () => {
		const snapshot = await publish([bad]);
		const key = layoutOf("").snapshot(testScope, snapshot);
		evidence.objects.set(key, { body: Buffer.from("changed"), etag: '"x"' });
		expect(await sync([notice(pointerKey)])).toEqual({ failed: new Set(["m0"]) });
		expect(logs).toMatchObject([{ data: { reason: expect.stringContaining("SHA-256 differs") } }]);
	});

	it("comes again when Security Hub is throttled, and the data lake is told all the same", async () => {
		await publish([bad]);
		hub.intercept = () => fails("throttled", "TooManyRequestsException: planted");
		expect(await sync([notice(pointerKey)])).toEqual({ failed: new Set(["m0"]) });
		expect(lake.writes).toHaveLength(1);
		hub.intercept = undefined;
		expect(await sync([notice(pointerKey)])).toEqual({ failed: new Set() });
		expect(hub.active()).toHaveLength(1);
	});

	it("comes again when the data lake does not answer, and Security Hub is told all the same", async () => {
		await publish([bad]);
		const closed = { ...lake, put: () => Promise.reject(new ConfigError("PutObject was denied.")) };
		expect(await sync([notice(pointerKey)], { lake: { store: closed, source } })).toEqual({ failed: new Set(["m0"]) });
		expect(hub.active()).toHaveLength(1);
	});

	it("is counted and named, and does not come again, when the account does not allow it", async () => {
		await publish([bad, instance("b", { storageEncrypted: false })]);
		hub.intercept = () => fails("denied", "AccessDeniedException: planted");
		expect(await sync([notice(pointerKey)], { lake: undefined })).toEqual({ failed: new Set() });
		expect(metrics).toEqual({ FindingsRefused: 2 });
		expect(logs).toMatchObject([{ level: "error", message: expect.stringContaining("securityhub:BatchImportFindings") }]);
	});

	it("is counted and named when no role leads into the account", async () => {
		await publish([bad]);
		const hubless = { passes: "afterFailure", caller: async () => "AccessDenied: no trust" } as const;
		expect(await sync([notice(pointerKey)], { lake: undefined, hub: hubless })).toEqual({ failed: new Set() });
		expect(metrics).toEqual({ FindingsRefused: 1 });
		expect(logs).toMatchObject([{ level: "error", data: { scope: "aws/111122223333/eu-west-1", reason: "AccessDenied: no trust" } }]);
	});

	it("is no fault when Security Hub is not on", async () => {
		await publish([bad]);
		hub.intercept = () => fails("other", "InvalidAccessException: Account is not subscribed to AWS Security Hub");
		expect(await sync([notice(pointerKey)], { lake: undefined })).toEqual({ failed: new Set() });
		expect(metrics).toEqual({});
		expect(logs).toMatchObject([{ level: "info" }]);
	});

	it("names findings that Security Hub refuses", async () => {
		const snapshot = await publish([bad]);
		const [finding] = snapshot.findings.filter(({ verdict }) => verdict === "fail");
		hub.errors.set(`parapet/${finding?.uid}`, "InvalidInput");
		expect(await sync([notice(pointerKey)], { lake: undefined })).toEqual({ failed: new Set() });
		expect(metrics).toEqual({ FindingsRefused: 1 });
		expect(logs).toMatchObject([{ level: "error", data: { count: 1, findings: [{ id: `parapet/${finding?.uid}` }] } }]);
	});
});

describe("an invocation that runs out of time", () => {
	it("begins nothing any more, and leaves it to the next one", async () => {
		await publish([bad]);
		remaining = 44_000;
		expect(await sync([notice(pointerKey)])).toEqual({ failed: new Set(["m0"]) });
		expect([hub.findings.size, lake.writes.length]).toEqual([0, 0]);
	});

	it("goes on where it stopped", async () => {
		await publish(Array.from({ length: 150 }, (_, index) => instance(`db-${index}`, { storageEncrypted: false })));
		hub.intercept = (when) => {
			if (when === "after") remaining = 40_000;
			return undefined;
		};
		expect(await sync([notice(pointerKey)], { lake: undefined })).toEqual({ failed: new Set(["m0"]) });
		expect(metrics).toEqual({ FindingsSynced: 100 });
		hub.intercept = undefined;
		remaining = 300_000;
		expect(await sync([notice(pointerKey)], { lake: undefined })).toEqual({ failed: new Set() });
		expect(hub.batches).toEqual([100, 50]);
	});
});
