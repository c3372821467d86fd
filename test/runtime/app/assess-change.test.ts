import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CollectionError, Inventory } from "../../../shared/core/inventory.ts";
import type { Resource } from "../../../shared/core/resources/index.ts";
import { type AnyRule, defineRule, narrowed } from "../../../shared/core/rule.ts";
import { fail, pass } from "../../../shared/core/verdict.ts";
import { json } from "../../../shared/reports/json.ts";
import { ocsf } from "../../../shared/reports/ocsf.ts";
import { type AssessPorts, assessChange } from "../../../shared/runtime/app/assess-change.ts";
import { Look } from "../../../shared/runtime/app/change-events.ts";
import { CheckRecord } from "../../../shared/runtime/app/check-record.ts";
import type { MetricName } from "../../../shared/runtime/app/metrics.ts";
import { checkSnapshot } from "../../../shared/runtime/snapshot-check.ts";
import { enqueueChange } from "../../../shared/sinks/outbox/inbox.ts";
import { readLatest } from "../../../shared/sinks/s3/latest.ts";
import { publishScope } from "../../../shared/sinks/s3/publish.ts";
import { calledEvent, checkEvent, hubEvent, rdsEvent } from "../../support/change-events.ts";
import { compliant } from "../../support/compliant/index.ts";
import { backupRule, encryptedRule, instance, inventoryOf, snapshotOf } from "../../support/findings.ts";
import { Crash, type MemoryStore, memoryStore } from "../../support/object-store.ts";
import { memoryStore as outboxStore } from "../../support/outbox.ts";

const scope = { partition: "aws", account: "111122223333", region: "eu-west-1" };
const style = { colour: false, width: 80 };
const start = Date.parse("2026-06-15T12:00:00Z");
const second = 1000;
const minute = 60 * second;

const keyRule = defineRule({
	id: "test-key-enabled",
	title: "Key is enabled",
	severity: "high",
	resource: "kms.Key",
	risk: "Nothing can be decrypted.",
	recommendation: "Enable it.",
	related: {},
	evaluate: (key) => (key.state === "Enabled" ? pass(`${key.name} is enabled.`) : fail(`${key.name} is ${key.state}.`)),
});
const rules = [encryptedRule, backupRule, keyRule] as unknown as AnyRule[];

interface Waiting {
	readonly id: string;
	readonly body: string;
	due: number;
	attempt: number;
}

/** One scope, its world, and a queue whose clock moves by itself. */
function application() {
	const evidence = memoryStore("evidence");
	const state = memoryStore("state");
	const inbox = outboxStore();
	const waiting: Waiting[] = [];
	const dead: Waiting[] = [];
	const metrics: [MetricName, number][] = [];
	const logs: string[] = [];
	const reads: number[] = [];
	const scans: string[] = [];
	let now = start;
	let ids = 0;
	const world = {
		resources: [instance("orders"), { ...compliant("kms.Key") }] as Resource[],
		errors: [] as CollectionError[],
		/** What AWS still says until then. */
		stale: undefined as { until: number; resources: Resource[] } | undefined,
		generator: "parapet 0.0.0",
		rules,
		readingTakes: 5 * second,
		remaining: 300 * second,
		duringRead: undefined as (() => Promise<void>) | undefined,
	};
	const destination = {
		store: evidence,
		prefix: "",
		format: {
			json: (s: Parameters<typeof json>[0]) => json(s, style),
			findings: (s: Parameters<typeof ocsf>[0]) => ocsf(s, style),
			read: checkSnapshot,
		},
	};
	const beforePointer = async (change: Parameters<typeof enqueueChange>[1]) => {
		await enqueueChange(inbox, change, { environmentTags: ["Environment"] });
	};
	const inventory = (kinds?: ReadonlySet<string>): Inventory => {
		const resources = world.stale && now < world.stale.until ? world.stale.resources : world.resources;
		const errors = world.errors.filter((error) => error.kinds.some((kind) => kinds?.has(kind) ?? true));
		const unread = new Set<string>(errors.flatMap((error) => error.kinds));
		return inventoryOf(
			resources.filter(({ kind }) => (kinds?.has(kind) ?? true) && !unread.has(kind)),
			errors,
		);
	};
	const ports: AssessPorts = {
		config: { kinds: ["rds.DbInstance", "kms.Key"] },
		state,
		inbox,
		targets: ["slack", "findings"],
		destination,
		beforePointer,
		ownAccount: async () => "111122223333",
		place: async (asked) =>
			asked.account === scope.account && ["eu-west-1", "global"].includes(asked.region)
				? {
						item: { scope: { ...asked, cluster: undefined }, regions: ["eu-west-1"] },
						account: { partition: "aws", account: asked.account, credentials: async () => ({ accessKeyId: "", secretAccessKey: "" }) },
					}
				: "No configured access leads into the account.",
		async read(_, kinds) {
			reads.push(now);
			const { duringRead } = world;
			world.duringRead = undefined;
			const read = inventory(kinds);
			await duringRead?.();
			now += world.readingTakes;
			return read;
		},
		judge: async (read, kinds, { startedAt, finishedAt, unique }) =>
			snapshotOf(read, {
				id: `look-${unique.slice(0, 8)}`,
				generator: world.generator,
				startedAt,
				finishedAt,
				rules: narrowed(world.rules, (kind) => kinds.has(kind)),
			}),
		later: async (look, seconds) => {
			expect(seconds).toBeLessThanOrEqual(900);
			waiting.push({ id: `m${++ids}`, body: JSON.stringify(Look.parse(look)), due: now + seconds * second, attempt: 0 });
		},
		scan: async (run) => {
			scans.push(run);
		},
		wait: async (milliseconds) => {
			now += milliseconds;
		},
	};
	const wholeScan = async (id: string, startedAt = now, at = now) => {
		const snapshot = snapshotOf(inventory(), { id, startedAt, finishedAt: at, rules, generator: "parapet 0.0.0" });
		return publishScope(destination, { scope, snapshot }, beforePointer);
	};
	const context = () => ({
		log: {
			debug: (message: string) => void logs.push(message),
			info: (message: string) => void logs.push(message),
			warn: (message: string) => void logs.push(message),
			error: (message: string) => void logs.push(message),
		},
		metric: (name: MetricName, value: number) => void metrics.push([name, value]),
		remaining: () => world.remaining,
		now: () => now,
		requestId: `request-${++ids}`,
	});
	const app = {
		evidence,
		state,
		inbox,
		world,
		ports,
		reads,
		scans,
		dead,
		logs,
		waiting,
		metrics,
		wholeScan,
		context,
		now: () => now,
		pass: (milliseconds: number) => {
			now += milliseconds;
		},
		send: (...events: unknown[]) => {
			for (const event of events) waiting.push({ id: `m${++ids}`, body: JSON.stringify(event), due: now, attempt: 0 });
		},
		/** Delivers what is due, a batch at a time, until nothing is left or `until` is over. */
		async run(until = now + 6 * 60 * minute, batch = 1000) {
			while (waiting.length > 0) {
				const next = Math.min(...waiting.map(({ due }) => due));
				if (next > until) return;
				now = Math.max(now, next);
				const due = waiting.filter((each) => each.due <= now).slice(0, batch);
				for (const each of due) waiting.splice(waiting.indexOf(each), 1);
				for (const each of due) each.attempt++;
				const failed = await assessChange(
					due.map(({ id, body, attempt }) => ({ id, body: JSON.parse(body), attempt, sentAt: start })),
					context(),
					ports,
				).then(
					(outcome) => outcome.failed,
					(error) => {
						if (!(error instanceof Crash)) throw error;
						return new Set(due.map(({ id }) => id));
					},
				);
				for (const each of due.filter(({ id }) => failed.has(id)))
					if (each.attempt >= 4) dead.push(each);
					else waiting.push({ ...each, due: now + 30 * minute });
			}
		},
		latest: async () => (await readLatest(evidence, "", scope, checkSnapshot))?.snapshot,
		verdicts: async () =>
			Object.fromEntries(
				(await app.latest())?.findings.map(({ ruleId, resource, verdict }) => [`${ruleId} ${resource.name}`, verdict]) ?? [],
			),
		alerts: () =>
			[...inbox.texts]
				.toSorted(([a], [b]) => (a < b ? -1 : 1))
				.flatMap(([, text]) =>
					(JSON.parse(text).alerts ?? []).map(
						({ kind, resource }: { kind: string; resource?: { name: string } }) => `${kind} ${resource?.name ?? "scope"}`,
					),
				),
		snapshots: () => evidence.writes.filter((key) => key.startsWith("snapshots/")),
	};
	return app;
}

let app: ReturnType<typeof application>;
beforeEach(async () => {
	app = application();
	await app.wholeScan("whole-1", start - 10 * minute, start - 9 * minute);
});
afterEach(() => {
	// No claim is left behind.
	for (const [key, { body }] of app.state.objects)
		if (key.startsWith("changes/")) expect(JSON.parse(Buffer.from(body).toString())).not.toHaveProperty("lease");
});

const decrypted = () => {
	app.world.resources = app.world.resources.map((resource) =>
		resource.kind === "rds.DbInstance" ? { ...resource, storageEncrypted: false } : resource,
	);
};
const modified = (id = "e-1", at = app.now()) => calledEvent("rds:ModifyDBInstance", { id, time: new Date(at).toISOString() });

describe("a change", () => {
	it("is published within a minute of its event, with an alert, and the rest of the scope stays", async () => {
		decrypted();
		app.send(modified());
		await app.run();
		expect(await app.verdicts()).toMatchObject({ "test-encrypted orders": "fail", "test-backups orders": "pass" });
		expect((await app.latest())?.trigger).toEqual({ cause: "change", kinds: ["rds.DbInstance"], events: ["e-1"] });
		expect((await app.latest())?.readings?.whole.snapshotId).toBe("whole-1");
		expect(Object.keys(await app.verdicts())).toContain(`test-key-enabled ${compliant("kms.Key").name}`);
		expect(app.alerts()).toEqual(["new orders"]);
		const took = app.metrics.find(([name]) => name === "ChangeSeconds")?.[1];
		expect(took).toBeLessThan(60);
		expect(app.metrics).toContainEqual(["ChangesReceived", 1]);
	});

	it("that was undone is resolved", async () => {
		decrypted();
		app.send(modified());
		await app.run();
		app.world.resources = [instance("orders"), compliant("kms.Key")];
		app.send(modified("e-2"));
		await app.run();
		expect(app.alerts()).toEqual(["new orders", "resolved orders"]);
	});

	it("of something that is gone ends its findings", async () => {
		decrypted();
		app.send(modified());
		await app.run();
		app.world.resources = [compliant("kms.Key")];
		app.send(calledEvent("rds:DeleteDBInstance", { time: new Date(app.now()).toISOString() }));
		await app.run();
		expect(Object.keys(await app.verdicts())).toEqual([`test-key-enabled ${compliant("kms.Key").name}`]);
		expect(app.alerts()).toEqual(["new orders", "gone orders"]);
	});

	it("that AWS does not show yet is found by a second look", async () => {
		const before = app.world.resources;
		decrypted();
		app.world.stale = { until: start + 50 * second, resources: before };
		app.send(modified());
		await app.run(start + 40 * second);
		expect(app.snapshots()).toHaveLength(1);
		await app.run();
		expect(app.alerts()).toEqual(["new orders"]);
		expect((await app.latest())?.trigger?.events).toEqual(["e-1"]);
	});

	it("is looked at again for as long as something is on its way to another state, and no longer", async () => {
		app.world.resources = [instance("orders", { status: "modifying" })];
		app.send(modified());
		await app.run();
		const looks = app.reads.length;
		expect(looks).toBe(6);
		expect(app.now() - start).toBeLessThan(45 * minute);
		app.world.resources = [instance("orders")];
		app.send(modified("e-2"));
		await app.run();
		expect(app.reads.length - looks).toBe(2);
	});

	it("that comes to nothing is not published", async () => {
		app.send(modified());
		await app.run();
		expect(app.reads).toHaveLength(2);
		expect(app.snapshots()).toEqual([expect.stringContaining("whole-1")]);
		expect(app.alerts()).toEqual([]);
	});

	it("of what only passing findings tell is not published, since of a healthy database that is another every minute", async () => {
		app.world.resources = [instance("orders", { backupRetentionDays: 21 }), compliant("kms.Key")];
		app.send(modified());
		await app.run();
		expect(app.snapshots()).toHaveLength(1);
		app.world.resources = [instance("orders", { backupRetentionDays: 3 }), compliant("kms.Key")];
		app.send(modified("e-2"));
		await app.run();
		app.world.resources = [instance("orders", { backupRetentionDays: 2 }), compliant("kms.Key")];
		app.send(modified("e-3"));
		await app.run();
		expect(app.snapshots()).toHaveLength(3);
		expect(app.alerts()).toEqual(["new orders"]);
	});

	it("of another kind than is judged is not looked at", async () => {
		app.send(calledEvent("backup:DeleteBackupVault"), calledEvent("iam:PutRolePolicy", { region: "us-east-1" }));
		await app.run();
		expect(app.reads).toEqual([]);
		expect(app.dead).toEqual([]);
	});

	it("is read together with what it is joined with, but only its own kind is replaced", async () => {
		const asked: string[][] = [];
		const { read } = app.ports;
		app.ports.read = async (place, kinds, deadline) => {
			asked.push([...kinds]);
			return read(place, kinds, deadline);
		};
		decrypted();
		app.send(calledEvent("kms:DisableKeyRotation"));
		await app.run();
		expect(asked[0]).toEqual(expect.arrayContaining(["kms.Key", "rds.DbInstance", "secretsmanager.Secret", "eks.Cluster"]));
		expect(await app.verdicts()).toMatchObject({ "test-encrypted orders": "pass" });
	});
});

describe("events of a burst", () => {
	it("are one look, and one after a minute", async () => {
		decrypted();
		app.send(...Array.from({ length: 200 }, (_, index) => modified(`e-${index}`)));
		await app.run();
		expect(app.reads).toHaveLength(2);
		expect(app.alerts()).toEqual(["new orders"]);
		expect((await app.latest())?.trigger?.events).toHaveLength(20);
		expect(app.metrics).toContainEqual(["ChangesReceived", 200]);
	});

	it("over a minute are a few looks, however they are delivered", async () => {
		decrypted();
		const events = Array.from({ length: 200 }, (_, index) => ({
			event: modified(`e-${index}`, start + index * 300),
			at: start + index * 300 + 2000,
		}));
		for (let from = 0; from < 200; from += 34) {
			const part = events.slice(from, from + 34);
			app.pass(Math.max(0, (part.at(-1)?.at ?? 0) - app.now()));
			app.send(...part.map(({ event }) => event));
			await app.run(app.now());
		}
		await app.run();
		expect(app.reads.length).toBeLessThanOrEqual(9);
		expect(app.alerts()).toEqual(["new orders"]);
	});

	it("that never end are two looks a minute, and none of what they say is more than a minute old", async () => {
		for (let at = start; at < start + 20 * minute; at += 12 * second) {
			await app.run(at);
			app.pass(Math.max(0, at - app.now()));
			app.send(modified(`e-${at}`, at));
			if (at === start + 10 * minute) decrypted();
		}
		await app.run();
		expect(app.reads.length).toBeLessThanOrEqual(45);
		expect(app.alerts()).toEqual(["new orders"]);
		const published = Date.parse((await app.latest())?.startedAt ?? "");
		expect(published - (start + 10 * minute)).toBeLessThan(minute);
		expect(app.dead).toEqual([]);
	});

	it("that are delivered twice, late and out of order are what one of them is", async () => {
		decrypted();
		const events = Array.from({ length: 10 }, (_, index) => modified(`e-${index}`, start + index * second));
		app.pass(30 * second);
		app.send(...events.toReversed());
		await app.run(app.now() + 10 * second);
		const looks = app.reads.length;
		app.send(...events);
		await app.run(app.now() + 10 * second);
		expect(app.reads.length).toBe(looks);
		await app.run();
		expect(app.alerts()).toEqual(["new orders"]);
	});

	it("from before the last scan are known", async () => {
		app.send(modified("e-1", start - 11 * minute));
		await app.run();
		expect(app.reads).toEqual([]);
	});

	it("while somebody else looks wait until that is over, and are looked at again when it began before them", async () => {
		let inner: Promise<unknown> | undefined;
		app.world.duringRead = async () => {
			app.pass(30 * second);
			decrypted();
			inner = assessChange([{ id: "x", body: modified("e-2"), attempt: 1, sentAt: 0 }], app.context(), app.ports);
			await inner;
			expect(app.reads).toHaveLength(1);
		};
		app.send(modified());
		await app.run();
		expect(inner).toBeDefined();
		expect(app.alerts()).toEqual(["new orders"]);
	});
});

describe("a message that is poisoned", () => {
	it("fails alone and ends in the dead-letter queue; nothing else is held up", async () => {
		decrypted();
		app.send({ hello: "world" }, modified(), calledEvent("rds:ModifyDBInstance", {}, { eventTime: "never" }));
		await app.run(start + 20 * second);
		expect(app.alerts()).toEqual(["new orders"]);
		await app.run();
		expect(app.dead.map(({ body }) => JSON.parse(body)).length).toBe(2);
	});

	it("from another account, or a region that is not scanned, is refused and not tried again", async () => {
		app.send(
			calledEvent("rds:ModifyDBInstance", { account: "999988887777" }),
			calledEvent("rds:ModifyDBInstance", { region: "eu-north-1" }),
			hubEvent({ AwsAccountId: "999988887777" }),
		);
		await app.run();
		expect(app.reads).toEqual([]);
		expect(app.dead).toEqual([]);
		expect(app.logs.filter((message) => message.includes("refused"))).toHaveLength(2);
	});

	it("of a scope that fails does not fail the others", async () => {
		const { place } = app.ports;
		app.ports.place = async (asked) => {
			if (asked.account === "444455556666") throw new Error("STS is down.");
			return place(asked);
		};
		decrypted();
		app.send(calledEvent("rds:ModifyDBInstance", { account: "444455556666" }), modified());
		await app.run(start + 20 * second);
		expect(app.alerts()).toEqual(["new orders"]);
		await app.run();
		expect(app.dead).toHaveLength(1);
	});

	it("with a clock that is ahead keeps nobody waiting", async () => {
		decrypted();
		app.send(modified("e-1", start + 365 * 24 * 60 * minute));
		await app.run(start + minute);
		expect(app.alerts()).toEqual(["new orders"]);
	});
});

describe("what cannot be read", () => {
	const unread = (cause: CollectionError["cause"], kinds: CollectionError["kinds"] = ["rds.DbInstance"]): CollectionError => ({
		service: "rds",
		operation: "DescribeDBInstances",
		cause,
		message: "Rate exceeded",
		scope,
		kinds,
	});

	it("for a moment resolves nothing, says nothing, and is tried again", async () => {
		decrypted();
		app.send(modified());
		await app.run();
		app.world.resources = [instance("orders"), compliant("kms.Key")];
		app.world.errors = [unread("throttled")];
		app.send(modified("e-2"));
		const published = app.snapshots().length;
		await app.run(app.now() + 70 * second);
		expect(app.snapshots()).toHaveLength(published);
		expect(await app.verdicts()).toMatchObject({ "test-encrypted orders": "fail" });
		app.world.errors = [];
		await app.run();
		expect(app.alerts()).toEqual(["new orders", "resolved orders"]);
		expect(app.dead).toEqual([]);
	});

	it("for long is published as unread, and the failure is carried", async () => {
		decrypted();
		app.send(modified());
		await app.run();
		app.world.errors = [unread("throttled")];
		app.send(modified("e-2"));
		await app.run();
		expect(
			app
				.alerts()
				.slice(1)
				.every((alert) => alert.startsWith("unreadable")),
		).toBe(true);
		expect(app.alerts()).not.toContain("resolved orders");
		expect((await app.latest())?.carried?.map(({ finding }) => finding.resource.name)).toContain("orders");
		expect((await app.latest())?.collectionErrors).toHaveLength(1);
		app.world.errors = [];
		app.send(modified("e-3"));
		await app.run();
		expect(app.alerts()).not.toContain("resolved orders");
		expect((await app.latest())?.collectionErrors).toEqual([]);
	});

	it("since it is denied is published at once", async () => {
		app.world.errors = [unread("denied")];
		app.send(modified());
		await app.run(start + 20 * second);
		expect((await app.latest())?.collectionErrors).toHaveLength(1);
		expect((await app.latest())?.summary.complete).toBe(false);
	});

	it("beside it, but joined with it, counts as well", async () => {
		app.world.errors = [unread("timeout", ["secretsmanager.Secret"])];
		app.send(calledEvent("kms:DisableKeyRotation"));
		await app.run(start + 20 * second);
		expect(app.snapshots()).toHaveLength(1);
		expect(app.waiting).toHaveLength(1);
	});
});

describe("a scope", () => {
	it("without a snapshot is scanned as a whole, once, and the change is looked for then", async () => {
		app = application();
		decrypted();
		app.send(modified(), modified("e-2"));
		await app.run(start + minute);
		expect(app.scans).toHaveLength(1);
		expect(app.scans[0]).toMatch(/^change-[0-9a-f]{16}-\d+$/);
		app.pass(minute);
		await app.wholeScan("whole-1");
		await app.run();
		expect(app.reads).toEqual([]);
		expect(await app.verdicts()).toMatchObject({ "test-encrypted orders": "fail" });
		expect(app.dead).toEqual([]);
	});

	it("whose snapshot was judged by other rules is scanned as a whole", async () => {
		app.world.rules = rules.map((rule) => (rule.id === "test-encrypted" ? { ...rule, severity: "critical" } : rule)) as AnyRule[];
		app.send(modified());
		await app.run(start + minute);
		expect(new Set(app.scans).size).toBe(1);
		expect(app.snapshots()).toHaveLength(1);
	});

	it("whose snapshot another version made is scanned as a whole", async () => {
		app.world.generator = "parapet 9.9.9";
		app.send(modified());
		await app.run(start + minute);
		expect(new Set(app.scans).size).toBe(1);
	});

	it("that takes longer than an invocation is left to a whole scan", async () => {
		const { read } = app.ports;
		app.ports.read = async (place, kinds, deadline) => {
			const inventory = await read(place, kinds, deadline);
			await new Promise((resolve) => deadline.addEventListener("abort", resolve));
			return inventory;
		};
		const { later } = app.ports;
		app.ports.later = async (look, seconds) => {
			app.ports.read = read;
			await later(look, seconds);
		};
		// The deadline passes at once.
		let asked = 0;
		const context = { ...app.context(), remaining: () => (asked++ < 2 ? 60 * second : 30 * second + 10) };
		decrypted();
		await assessChange([{ id: "m", body: modified(), attempt: 1, sentAt: 0 }], context, app.ports);
		expect(app.scans).toHaveLength(1);
		expect(app.snapshots()).toHaveLength(1);
		expect(app.waiting).toHaveLength(1);
	});

	it("is kept by the queue while there is no time to begin", async () => {
		app.world.remaining = 30 * second;
		await assessChange([{ id: "m", body: modified(), attempt: 1, sentAt: 0 }], app.context(), app.ports);
		expect(app.reads).toEqual([]);
		expect(app.waiting).toHaveLength(1);
	});

	it("that no scan ever publishes does not go round for ever", async () => {
		app = application();
		app.send(modified());
		await app.run(start + 24 * 60 * minute);
		expect(app.dead).toHaveLength(1);
	});
});

describe("a scan of the whole scope", () => {
	it("that read before the change and is published after the look does not take its answer back", async () => {
		const before = app.world.resources;
		decrypted();
		app.send(modified());
		await app.run();
		app.world.resources = before;
		const published = await app.wholeScan("whole-2", start - minute, app.now());
		expect(published.outcome).toBe("latest");
		expect(await app.verdicts()).toMatchObject({ "test-encrypted orders": "fail" });
		expect(app.alerts()).toEqual(["new orders"]);
	});

	it("that is published while a look reads keeps what it read, and the look is put into it", async () => {
		app.world.duringRead = async () => {
			app.world.resources = app.world.resources.map((resource) =>
				resource.kind === "kms.Key" ? { ...resource, state: "Disabled" } : resource,
			);
			await app.wholeScan("whole-2", app.now() - 2 * second, app.now());
			decrypted();
		};
		app.send(calledEvent("rds:StartDBInstance", { time: new Date(start).toISOString() }));
		await app.run();
		expect((await app.latest())?.readings?.whole.snapshotId).toBe("whole-2");
		expect(await app.verdicts()).toMatchObject({
			"test-encrypted orders": "fail",
			[`test-key-enabled ${compliant("kms.Key").name}`]: "fail",
		});
	});
});

describe("an invocation that ends between any two effects", () => {
	it("loses nothing and says nothing that is not so", async () => {
		const stores = (): MemoryStore[] => [app.evidence, app.state];
		for (const which of [0, 1])
			for (let write = 0; write < 6; write++)
				for (const when of ["before", "after"] as const) {
					app = application();
					await app.wholeScan("whole-1", start - 10 * minute, start - 9 * minute);
					decrypted();
					app.send(modified());
					stores()[which]?.crashAt(write, when);
					await app.run();
					const place = `${which} ${write} ${when}`;
					expect([place, await app.verdicts()]).toEqual([place, expect.objectContaining({ "test-encrypted orders": "fail" })]);
					// Kept twice for two looks at most; a target is told of an open incident once.
					expect([place, [...new Set(app.alerts())]]).toEqual([place, ["new orders"]]);
					expect([place, app.dead]).toEqual([place, []]);
				}
	});

	it("while the queue takes nothing has its message come again", async () => {
		const { later } = app.ports;
		app.ports.later = async () => {
			app.ports.later = later;
			throw new Error("SQS is down.");
		};
		decrypted();
		app.send(modified());
		await app.run();
		expect(app.alerts()).toEqual(["new orders"]);
		expect(app.dead).toEqual([]);
	});
});

describe("the synthetic event of a check", () => {
	it("is noted, and an alert that says so is handed on, once, to all targets", async () => {
		app.send(checkEvent());
		app.send(checkEvent());
		await app.run();
		const record = CheckRecord.parse(JSON.parse(Buffer.from(app.state.objects.get("checks/v1/check-0001.json")?.body ?? "").toString()));
		expect(record).toEqual({ id: "check-0001", receivedAt: new Date(start).toISOString(), targets: {} });
		const [arrival, ...others] = [...app.inbox.texts.values()].map((text) => JSON.parse(text));
		expect(others).toEqual([]);
		expect(arrival).toMatchObject({
			type: "alerts",
			targets: ["slack", "findings"],
			alerts: [{ test: true, check: "check-0001", severity: "informational" }],
		});
		expect(app.reads).toEqual([]);
	});

	it("goes to the targets that it names", async () => {
		app.send(checkEvent({ targets: ["slack"] }));
		await app.run();
		expect([...app.inbox.texts.values()].map((text) => JSON.parse(text).targets)).toEqual([["slack"]]);
	});

	it("is refused from another account", async () => {
		app.send(checkEvent({}, { account: "999988887777" }));
		await app.run();
		expect(app.state.objects.size).toBe(0);
		expect(app.inbox.texts.size).toBe(0);
		expect(app.dead).toEqual([]);
	});
});

describe("other sources", () => {
	it.each<[string, () => unknown]>([
		["RDS", () => rdsEvent("RDS DB Instance Event")],
		["Security Hub", () => hubEvent({ UpdatedAt: new Date(start).toISOString() })],
	])("lead to the same: %s", async (_, event) => {
		decrypted();
		app.send(event());
		await app.run();
		expect(app.alerts()).toEqual(["new orders"]);
	});
});
