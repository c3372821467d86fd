import { describe, expect, it } from "vitest";
import type { CollectionError } from "../../../shared/core/inventory.ts";
import type { ResourceKind } from "../../../shared/core/kinds.ts";
import type { Resource } from "../../../shared/core/resources/index.ts";
import type { AppConfig } from "../../../shared/runtime/app/app-config.ts";
import { stateLayout } from "../../../shared/runtime/app/layout.ts";
import { PublishedScope, PublishRequest, type ScanItem } from "../../../shared/runtime/app/messages.ts";
import { writePart } from "../../../shared/runtime/app/parts.ts";
import { publishPorts } from "../../../shared/runtime/app/publish-ports.ts";
import { grants } from "../../../shared/runtime/app/publish-snapshot.permissions.ts";
import { publishSnapshot } from "../../../shared/runtime/app/publish-snapshot.ts";
import { checkSnapshot } from "../../../shared/runtime/snapshot-check.ts";
import { readLatest } from "../../../shared/sinks/s3/latest.ts";
import { appConfig, testContext } from "../../support/application/scopewise.ts";
import { instance, rdsDenied } from "../../support/findings.ts";
import { grantedStore } from "../../support/granted-store.ts";
import { Crash, type MemoryStore, memoryStore } from "../../support/object-store.ts";
import { now } from "../../support/rule-table.ts";

const scope = { partition: "aws", account: "111122223333", region: "eu-west-1" };
const item: ScanItem = { scope, regions: ["eu-west-1"] };
const hour = 3_600_000;
const iso = (time: number) => new Date(time).toISOString();
const bad = { storageEncrypted: false };

/** One store for both buckets, so that a crash can fall between any two effects. */
interface Run {
	readonly store: MemoryStore;
	readonly run?: string;
	/** When the part was read. */
	readonly at?: number;
	readonly resources?: readonly Resource[];
	readonly errors?: readonly CollectionError[];
	readonly config?: Partial<AppConfig>;
	readonly failed?: { readonly Error: string; readonly Cause?: string };
	/** Parts of which the request knows. */
	readonly parts?: readonly string[];
	readonly delivered?: number;
	/** Those that the part was read for. */
	readonly kinds?: readonly ResourceKind[];
	readonly item?: ScanItem;
}

const config = (changes: Partial<AppConfig> = {}) => appConfig({ kinds: ["rds.DbInstance"], ...changes });

async function read(
	{ store, run = "run-1", at = now, resources = [], errors = [], kinds = ["rds.DbInstance"] }: Run,
	name = "aws",
): Promise<string> {
	const key = stateLayout.work(run, scope, name);
	await writePart(store, key, { startedAt: iso(at - 60_000), savedAt: iso(at), kinds, inventory: { scopes: [scope], resources, errors } });
	return key;
}

async function deliver(request: Run, key: string | undefined) {
	const { store, run = "run-1", at = now, failed, parts = key === undefined ? [] : [key], delivered = at + 5000 } = request;
	const context = testContext(delivered);
	const ports = publishPorts({
		config: config(request.config),
		state: grantedStore(store, "state", grants),
		evidence: grantedStore(store, "evidence", grants),
	});
	const message = PublishRequest.parse({
		run,
		startedAt: iso(at - hour),
		trigger: "schedule",
		item: request.item ?? item,
		parts,
		...(failed ? { failed } : { status: "ready" }),
	});
	return { published: await publishSnapshot(message, context, ports), ...context };
}

const publish = async (request: Run) => deliver(request, await read(request));
const latestOf = async (store: MemoryStore) => (await readLatest(store, "", scope, checkSnapshot))?.snapshot;
const stored = (store: MemoryStore, prefix: string) => [...store.objects.keys()].filter((key) => key.startsWith(prefix));
const failures = async (store: MemoryStore, rule = "rds-instance-storage-encrypted") =>
	(await latestOf(store))?.findings.flatMap(({ ruleId, verdict, resource }) => (ruleId === rule ? [`${resource.name} ${verdict}`] : []));

describe("publishing what was read of a scope", () => {
	it("judges it at the time when it had been read, and says in short what came of it", async () => {
		const store = memoryStore();
		const { published, metrics } = await publish({ store, resources: [instance("a", bad), instance("b")] });
		const snapshot = await latestOf(store);
		expect(snapshot).toMatchObject({ id: published.snapshotId, startedAt: iso(now - 60_000), finishedAt: iso(now), collectionErrors: [] });
		expect(await failures(store)).toEqual(["a fail", "b pass"]);
		expect(PublishedScope.parse(published)).toMatchObject({
			scope,
			outcome: "latest",
			complete: true,
			failed: false,
			resources: 2,
			changes: {},
		});
		expect(published.failing.high).toBe(1);
		expect(metrics.get("ResourcesScanned")).toBe(2);
		expect(JSON.parse(Buffer.from(store.objects.get(stateLayout.outcome("run-1", scope))?.body ?? "").toString())).toEqual(published);
	});

	it("says that the scope was read whole, and when; an incomplete scan does not say so, and an older one takes nothing back", async () => {
		const store = memoryStore();
		const marker = () => JSON.parse(Buffer.from(store.objects.get("complete/v1/111122223333.eu-west-1")?.body ?? "{}").toString());
		await publish({ store, run: "run-0", at: now - hour, errors: [rdsDenied] });
		expect(marker()).toEqual({});
		const { published } = await publish({ store });
		expect(marker()).toEqual({ snapshotId: published.snapshotId, at: iso(now) });
		await publish({ store, run: "run-2", at: now + hour, errors: [rdsDenied] });
		await publish({ store, run: "run-3", at: now - 1000 });
		expect(marker()).toEqual({ snapshotId: published.snapshotId, at: iso(now) });
	});

	it("counts as unread what a deployment asks for that came after the scope was read", async () => {
		const store = memoryStore();
		const { published } = await publish({ store, resources: [instance("a")], config: { kinds: ["rds.DbInstance", "kms.Key"] } });
		expect((await latestOf(store))?.collectionErrors).toMatchObject([{ operation: "scan-scope", cause: "skipped", kinds: ["kms.Key"] }]);
		expect(published).toMatchObject({ complete: false, failed: false });
	});

	it.each<[string, Partial<ScanItem>]>([
		["a cluster", { clusters: ["arn:aws:eks:eu-west-1:111122223333:cluster/prod"] }],
		["databases", { databases: ["postgres://db:5432/orders"] }],
	])("fails without the part of %s: what was not read has not been resolved", async (_, more) => {
		const store = memoryStore();
		const kinds: ResourceKind[] = ["rds.DbInstance", "kubernetes.Cluster", "postgres.Server"];
		const { published } = await publish({ store, kinds, config: { kinds }, item: { ...item, ...more } });
		expect(published).toMatchObject({ complete: false, failed: true, reason: "Parts of what was to be read of the scope are missing." });
		for (const { complete } of published.clusters ?? []) expect(complete).toBe(false);
	});

	it("publishes an item without any part as unread", async () => {
		const store = memoryStore();
		await publish({ store, resources: [instance("a", bad)] });
		const { published } = await deliver({ store, run: "run-2", at: now + 2 * hour }, undefined);
		expect(published).toMatchObject({ complete: false, changes: { resolved: 0 } });
	});

	it("keeps alerts of what changed before the pointer says that it is known", async () => {
		const store = memoryStore();
		await publish({ store, resources: [instance("a", bad)] });
		expect(stored(store, "alerts/v1/inbox/")).toEqual([]);
		store.writes.length = 0;
		const { published } = await publish({ store, run: "run-2", at: now + hour, resources: [instance("b", bad)] });
		const places = store.writes.map((key) => key.split("/")[0]);
		expect(places.slice(places.indexOf("snapshots"))).toEqual(["snapshots", "findings", "alerts", "latest", "complete", "runs"]);
		expect(published.changes.new).toBeGreaterThan(0);
	});

	it("tells nobody what it finds in an account that could not be entered before: its history begins now", async () => {
		const store = memoryStore();
		const failed = { Error: "Sandbox.Timedout" };
		await deliver({ store, run: "run-0", at: now - hour, failed }, undefined);
		await publish({ store, run: "run-1", at: now, resources: [instance("a", bad)] });
		expect(stored(store, "alerts/v1/inbox/")).toEqual([]);
		await publish({ store, run: "run-2", at: now + hour, resources: [instance("a", bad), instance("b", bad)] });
		expect(stored(store, "alerts/v1/inbox/")).toHaveLength(1);
	});

	it("puts what people decided beside the suppressions of the configuration", async () => {
		const suppression = (id: string, resource: string) => ({
			id,
			resources: [resource],
			owner: "me",
			reason: "a test",
			expires: "2027-01-01",
		});
		const store = memoryStore();
		const decision = {
			schema: "parapet.decision/1",
			suppression: { ...suppression("slack-20270101-abcd", "a"), rules: ["rds-instance-storage-encrypted"], accounts: [scope.account] },
			decided: { at: iso(now), by: { id: "U1", name: "me" }, target: "t", channel: "C1", message: "1", fingerprint: "f", alert: "x" },
		};
		await store.put(stateLayout.suppression("slack-20270101-abcd"), Buffer.from(JSON.stringify(decision)), "application/json", {
			absent: true,
		});
		await publish({ store, resources: [instance("a", bad), instance("b", bad)], config: { suppressions: [suppression("mine", "b")] } });
		const suppressed = (await latestOf(store))?.findings.filter(({ ruleId }) => ruleId === "rds-instance-storage-encrypted");
		expect(suppressed?.map(({ suppressedBy }) => suppressedBy)).toEqual(["slack-20270101-abcd", "mine"]);
	});

	it("publishes reports when the configuration asks for them", async () => {
		const store = memoryStore();
		const { published } = await publish({ store, config: { reports: true } });
		const folder = `reports/v1/date=2026-06-15/${published.snapshotId}`;
		expect(stored(store, "reports/").sort()).toEqual([`${folder}/compliance.json`, `${folder}/findings.csv`, `${folder}/report.html`]);
	});
});

describe("a scope that could not be read to its end", () => {
	const timedOut = {
		Error: "Sandbox.Timedout",
		Cause: JSON.stringify({ errorMessage: "Task timed out after 900 seconds", errorType: "Sandbox.Timedout" }),
	};

	it("is published with the reason; no failure of it counts as resolved", async () => {
		const store = memoryStore();
		await publish({ store, resources: [instance("a", bad)] });
		const { published } = await deliver({ store, run: "run-2", at: now + hour, failed: timedOut }, undefined);
		const snapshot = await latestOf(store);
		expect(snapshot?.collectionErrors).toMatchObject([{ service: "parapet", cause: "timeout", kinds: ["rds.DbInstance"], scope }]);
		expect(snapshot?.collectionErrors[0]?.message).toContain("Task timed out after 900 seconds");
		expect(snapshot?.carried?.map(({ finding }) => finding.resource.name)).toContain("a");
		expect(published).toMatchObject({ failed: true, complete: false, outcome: "latest", changes: { resolved: 0 } });
		expect(published.reason).toContain("Task timed out");
		await publish({ store, run: "run-3", at: now + 2 * hour, resources: [instance("a", bad)] });
		expect((await latestOf(store))?.carried).toBeUndefined();
	});

	it("has what was read of it, also parts of which the state machine never heard", async () => {
		const store = memoryStore();
		const request = { store, resources: [instance("a", bad)], failed: { Error: "States.TaskFailed", Cause: "no JSON" } };
		await read(request, "aws.rds");
		const { published } = await deliver(request, undefined);
		expect(await failures(store)).toEqual(["a fail", expect.stringMatching(/indeterminate$/)]);
		expect(published.complete).toBe(false);
	});

	it("stays as it was told first, whatever is read by somebody who does not know that it is over", async () => {
		const store = memoryStore();
		const request = { store, failed: timedOut };
		const first = await deliver(request, undefined);
		await read({ store, resources: [instance("late", bad)] });
		const second = await deliver({ ...request, failed: { Error: "Other" }, delivered: now + hour }, undefined);
		expect(second.published).toEqual({ ...first.published, outcome: "again" });
		expect((await latestOf(store))?.summary.resources).toBe(0);
	});

	it("is not read any more when its parts are gone", () =>
		expect(deliver({ store: memoryStore(), parts: [stateLayout.work("run-1", scope, "aws")] }, undefined)).rejects.toThrow(
			"no longer there",
		));
});

describe("a second delivery", () => {
	const earlier = (store: MemoryStore): Run => ({ store, resources: [instance("a", bad), instance("c", bad)] });
	const later = (store: MemoryStore, failed?: Run["failed"]): Run => ({
		...(failed ? { failed } : {}),
		store,
		run: "run-2",
		at: now + hour,
		resources: [instance("a"), instance("b", bad)],
	});
	const contents = (store: MemoryStore) =>
		Object.fromEntries(
			[...store.objects].map(([key, { body }]) => [key, key.startsWith("runs/") ? "" : Buffer.from(body).toString("base64")]).sort(),
		);

	async function reference(failed?: Run["failed"]) {
		const store = memoryStore();
		await publish(earlier(store));
		const key = await read(later(store));
		const writes = store.writes.length;
		const { published } = await deliver(later(store, failed), key);
		return { published, contents: contents(store), effects: store.writes.length - writes };
	}

	it.each([
		["of what was read", undefined, 6],
		["of a failure", { Error: "States.Timeout" }, 6],
	])("%s after a crash at any place comes to what one delivery comes to, and nothing is lost or doubled", async (_, failed, count) => {
		const { published, contents: expected, effects } = await reference(failed);
		expect(effects).toBe(count);
		for (let write = 0; write < effects; write++) {
			for (const when of ["before", "after"] as const) {
				const store = memoryStore();
				await publish(earlier(store));
				const key = await read(later(store));
				store.crashAt(write, when);
				await expect(deliver(later(store, failed), key)).rejects.toThrow(Crash);
				// Whoever delivers it again later: with a failure the time of the first is what counts, if it was written down.
				const delivered = write === 0 && when === "before" ? {} : { delivered: now + 2 * hour };
				const again = await deliver({ ...later(store, failed), ...delivered }, key);
				expect(contents(store), `${when} ${write}`).toEqual(expected);
				expect({ ...again.published, outcome: "latest" }).toEqual(published);
				expect(stored(store, "alerts/v1/inbox/")).toHaveLength(1);
			}
		}
	});

	it("keeps to what was judged first, also when the configuration is another meanwhile", async () => {
		const { effects } = await reference();
		for (let write = 0; write < effects; write++) {
			const store = memoryStore();
			await publish(earlier(store));
			const key = await read(later(store));
			store.crashAt(write, "after");
			await expect(deliver(later(store), key)).rejects.toThrow(Crash);
			const changed = { rules: { enabled: [], disabled: ["rds-instance-storage-encrypted"], severities: {}, parameters: {} } };
			await deliver({ ...later(store), config: changed }, key);
			expect(await failures(store), String(write)).toEqual(["b fail", "a pass"]);
			expect(stored(store, "snapshots/")).toHaveLength(2);
		}
	});

	it("while the first is still under way changes nothing", async () => {
		const store = memoryStore();
		await publish(earlier(store));
		const key = await read(later(store));
		store.before(/^latest/, async () => {
			await deliver(later(store), key);
		});
		await deliver(later(store), key);
		expect(contents(store)).toEqual((await reference()).contents);
	});
});
