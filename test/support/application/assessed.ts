import { expect } from "vitest";
import type { CollectionError, Inventory } from "../../../shared/core/inventory.ts";
import type { Resource } from "../../../shared/core/resources/index.ts";
import { type AnyRule, defineRule, narrowed } from "../../../shared/core/rule.ts";
import { fail, pass } from "../../../shared/core/verdict.ts";
import { json } from "../../../shared/reports/json.ts";
import { ocsf } from "../../../shared/reports/ocsf.ts";
import { type AssessPorts, assessChange } from "../../../shared/runtime/app/assess-change.ts";
import { Look } from "../../../shared/runtime/app/change-events.ts";
import type { MetricName } from "../../../shared/runtime/app/metrics.ts";
import { checkSnapshot } from "../../../shared/runtime/snapshot-check.ts";
import { enqueueChange } from "../../../shared/sinks/outbox/inbox.ts";
import { readLatest } from "../../../shared/sinks/s3/latest.ts";
import { publishScope } from "../../../shared/sinks/s3/publish.ts";
import { calledEvent } from "../change-events.ts";
import { compliant } from "../compliant/index.ts";
import { backupRule, encryptedRule, instance, inventoryOf, snapshotOf } from "../findings.ts";
import { Crash, memoryStore } from "../object-store.ts";
import { memoryStore as outboxStore } from "../outbox.ts";

export const scope = { partition: "aws", account: "111122223333", region: "eu-west-1" };
const style = { colour: false, width: 80 };
export const start = Date.parse("2026-06-15T12:00:00Z");
export const second = 1000;
export const minute = 60 * second;

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
export const rules = [encryptedRule, backupRule, keyRule] as unknown as AnyRule[];

interface Waiting {
	readonly id: string;
	readonly body: string;
	due: number;
	attempt: number;
}

/** One scope, its world, and a queue whose clock moves by itself. */
export function application() {
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
		/** AWS shows the database without encryption from now on. */
		decrypt: () => {
			world.resources = world.resources.map((resource) =>
				resource.kind === "rds.DbInstance" ? { ...resource, storageEncrypted: false } : resource,
			);
		},
		/** The event of a change of the database. */
		modified: (id = "e-1", at = now) => calledEvent("rds:ModifyDBInstance", { id, time: new Date(at).toISOString() }),
		snapshots: () => evidence.writes.filter((key) => key.startsWith("snapshots/")),
	};
	return app;
}

export type AssessedApplication = ReturnType<typeof application>;

/** An application that has scanned its scope ten minutes ago. */
export async function assessedApplication(): Promise<AssessedApplication> {
	const app = application();
	await app.wholeScan("whole-1", start - 10 * minute, start - 9 * minute);
	return app;
}

/** Fails when somebody has not given back the claim on a scope. */
export function expectNoClaim({ state }: Pick<AssessedApplication, "state">): void {
	for (const [key, { body }] of state.objects)
		if (key.startsWith("changes/")) expect(JSON.parse(Buffer.from(body).toString())).not.toHaveProperty("lease");
}
