import { beforeEach, describe, expect, it } from "vitest";
import type { Scope } from "../../../shared/core/scope.ts";
import { grants } from "../../../shared/runtime/app/check-health.permissions.ts";
import { checkHealth } from "../../../shared/runtime/app/check-health.ts";
import type { AppContext } from "../../../shared/runtime/app/context.ts";
import { evidenceLayout, stateLayout } from "../../../shared/runtime/app/layout.ts";
import { layoutOf } from "../../../shared/sinks/s3/layout.ts";
import { grantedStore } from "../../support/granted-store.ts";
import { type MemoryStore, memoryStore } from "../../support/object-store.ts";

const hour = 3_600_000;
const minute = 60_000;
const now = Date.parse("2026-06-15T12:00:00Z");
const configKey = stateLayout.config("0".repeat(64));
const scope = (region: string, account = "111122223333"): Scope => ({ partition: "aws", account, region });

/** A bucket whose objects have ages. */
interface AgedStore extends MemoryStore {
	age(key: string, milliseconds: number, body?: string): void;
}
function agedStore(bucket: string): AgedStore {
	const store = memoryStore(bucket);
	const ages = new Map<string, number>();
	return {
		...store,
		age: (key, milliseconds, body = "{}") => {
			store.objects.set(key, { body: Buffer.from(body), etag: '"e"' });
			ages.set(key, milliseconds);
		},
		list: async (prefix) =>
			(await store.list(prefix)).map((listed) => ({ ...listed, modified: new Date(now - (ages.get(listed.key) ?? 0)).toISOString() })),
	};
}

let evidence: AgedStore;
let state: AgedStore;
let metrics: Record<string, number>;
let logs: { message: string; data?: Readonly<Record<string, unknown>> | undefined }[];

beforeEach(() => {
	evidence = agedStore("evidence");
	state = agedStore("state");
	state.age(configKey, 100 * hour);
	metrics = {};
	logs = [];
});

const app: Pick<AppContext, "log" | "metric" | "now"> = {
	log: { debug: () => {}, info: () => {}, error: () => {}, warn: (message, data) => void logs.push({ message, data }) },
	metric: (name, value) => {
		metrics[name] = value;
	},
	now: () => now,
};
const granted = () => ({ evidence: grantedStore(evidence, "evidence", grants), state: grantedStore(state, "state", grants) });
const check = (schedule = "rate(6 hours)", clusters: readonly string[] = []) =>
	checkHealth(app, { ...granted(), configKey, config: { deploy: { schedule }, kubernetes: { clusters } } });

/** A scope that was published, and had its last complete scan so long ago. */
function scanned(place: Scope, age: number | undefined): void {
	evidence.age(layoutOf("").latest(place), 0);
	if (age !== undefined) evidence.age(evidenceLayout.complete(place), age);
}
function planned(age: number, items: readonly { scope: Scope; clusters?: readonly string[] }[]): void {
	const key = stateLayout.plan("run-1");
	const startedAt = new Date(now - age).toISOString();
	state.age(
		stateLayout.lastPlan,
		age,
		JSON.stringify({ run: "run-1", startedAt, trigger: "schedule", bucket: "state", key, scopes: items.length }),
	);
	state.age(key, age, JSON.stringify(items.map((item) => ({ regions: [], ...item }))));
}

describe("the age of scans", () => {
	it("is that of the scope where it is oldest", async () => {
		planned(hour, [{ scope: scope("eu-west-1") }, { scope: scope("eu-west-2") }, { scope: scope("global") }]);
		scanned(scope("eu-west-1"), hour);
		scanned(scope("eu-west-2"), 12 * hour);
		scanned(scope("global"), 2 * hour);
		await check();
		expect(metrics).toMatchObject({ OldestCompleteScanSeconds: 12 * 3600, StaleScopes: 0 });
		expect(logs).toEqual([]);
	});

	it("is too old beyond two periods, and the scopes are named", async () => {
		planned(hour, [{ scope: scope("eu-west-1") }, { scope: scope("eu-west-2") }]);
		scanned(scope("eu-west-1"), 12 * hour + 1);
		scanned(scope("eu-west-2"), hour);
		await check();
		expect(metrics).toMatchObject({ StaleScopes: 1 });
		expect(logs).toMatchObject([{ data: { count: 1, scopes: ["111122223333.eu-west-1"] } }]);
	});

	it("does not count what the last run no longer planned", async () => {
		planned(hour, [{ scope: scope("eu-west-1") }]);
		scanned(scope("eu-west-1"), hour);
		scanned(scope("us-east-1"), 1000 * hour);
		await check();
		expect(metrics).toMatchObject({ OldestCompleteScanSeconds: 3600, StaleScopes: 0 });
	});

	it("goes on when no run is started any more", async () => {
		planned(13 * hour, [{ scope: scope("eu-west-1") }]);
		scanned(scope("eu-west-1"), 13 * hour);
		await check();
		expect(metrics).toMatchObject({ StaleScopes: 1 });
	});

	it("is that of the deployment for what was published and never complete", async () => {
		planned(hour, [{ scope: scope("eu-west-1") }]);
		scanned(scope("eu-west-1"), undefined);
		await check();
		expect(metrics).toMatchObject({ OldestCompleteScanSeconds: 100 * 3600, StaleScopes: 1 });
		state.age(configKey, 2 * hour);
		await check();
		expect(metrics).toMatchObject({ OldestCompleteScanSeconds: 2 * 3600, StaleScopes: 0 });
	});

	it("waits for a scope that is being scanned for the first time, but not for ever", async () => {
		planned(12 * hour, [{ scope: scope("eu-west-1") }]);
		await check();
		expect(metrics).toMatchObject({ OldestCompleteScanSeconds: 0, StaleScopes: 0 });
		planned(12 * hour + 1, [{ scope: scope("eu-west-1") }]);
		await check();
		expect(metrics).toMatchObject({ StaleScopes: 1 });
	});

	it("counts clusters that are read with a scope, by the name that they have", async () => {
		const arn = (region: string) => `arn:aws:eks:${region}:111122223333:cluster/prod`;
		planned(hour, [{ scope: scope("eu-west-1"), clusters: [arn("eu-west-1")] }]);
		scanned(scope("eu-west-1"), hour);
		scanned({ ...scope("eu-west-1"), cluster: "prod" }, 20 * hour);
		await check("rate(6 hours)", [arn("eu-west-1")]);
		expect(logs).toMatchObject([{ data: { scopes: ["111122223333.eu-west-1.prod"] } }]);
		const both = [arn("eu-west-1"), arn("eu-west-2")];
		scanned({ ...scope("eu-west-1"), cluster: "prod.eu-west-1.111122223333" }, hour);
		await check("rate(6 hours)", both);
		expect(metrics).toMatchObject({ StaleScopes: 0 });
	});

	it("is that of everything published when no plan is left", async () => {
		scanned(scope("eu-west-1"), 30 * hour);
		await check();
		expect(metrics).toMatchObject({ OldestCompleteScanSeconds: 30 * 3600, StaleScopes: 1 });
	});

	it("is unknown just after the deployment, and wrong when no run ever comes", async () => {
		state.age(configKey, 12 * hour);
		await check();
		expect(metrics).toEqual({ StaleScopes: 0, AlertsWaiting: 0, OldestAlertSeconds: 0 });
		state.age(configKey, 12 * hour + 1);
		await check();
		expect(metrics).toMatchObject({ StaleScopes: 1 });
		expect(logs).toMatchObject([{ data: { scopes: ["no scope was ever planned"] } }]);
	});

	it("is measured by twelve hours unless configured", async () => {
		planned(hour, [{ scope: scope("eu-west-1") }]);
		scanned(scope("eu-west-1"), 24 * hour);
		await checkHealth(app, { evidence, state, configKey, config: { deploy: {}, kubernetes: { clusters: [] } } });
		expect(metrics).toMatchObject({ StaleScopes: 0 });
		scanned(scope("eu-west-1"), 24 * hour + 1);
		await checkHealth(app, { evidence, state, configKey, config: { deploy: {}, kubernetes: { clusters: [] } } });
		expect(metrics).toMatchObject({ StaleScopes: 1 });
	});
});

describe("alerts that wait", () => {
	const since = (milliseconds: number) => String(now - milliseconds).padStart(14, "0");

	it("are counted wherever they are on their way, and the oldest is known by its name", async () => {
		state.age(`alerts/v1/outbox/slack/${since(20 * minute)}-abc-0000001.id.print`, 0);
		state.age(`alerts/v1/outbox/sns/${since(2 * minute)}-abc-0000001.id.print`, 0);
		state.age(`alerts/v1/inbox/${since(5 * minute)}-abc`, 0);
		state.age(`alerts/v1/batches/${since(minute)}-abc`, 0);
		await check();
		expect(metrics).toMatchObject({ AlertsWaiting: 4, OldestAlertSeconds: 20 * 60 });
	});

	it("are not those that are held until their time", async () => {
		state.age(`alerts/v1/held/slack/${since(-hour)}.x`, 20 * hour);
		state.age("alerts/v1/incidents/slack/abc", 20 * hour);
		await check();
		expect(metrics).toMatchObject({ AlertsWaiting: 0, OldestAlertSeconds: 0 });
	});

	it("will never leave when a target refused them: that is said, with the place", async () => {
		state.age(configKey, 0);
		state.age("alerts/v1/failed/slack/abc", hour);
		await check();
		expect(metrics).toMatchObject({ AlertsWaiting: 0 });
		expect(logs).toMatchObject([{ data: { count: 1, place: "s3://state/alerts/v1/failed/" } }]);
	});

	it("have no negative age, whatever the clocks", async () => {
		state.age(`alerts/v1/inbox/${since(-5 * minute)}-abc`, 0);
		await check();
		expect(metrics).toMatchObject({ AlertsWaiting: 1, OldestAlertSeconds: 0 });
	});
});
