import { describe, expect, it } from "vitest";
import type { Inventory } from "../../../shared/core/inventory.ts";
import type { PartSpec } from "../../../shared/runtime/app/item-kinds.ts";
import { ScanItem, ScanRequest } from "../../../shared/runtime/app/messages.ts";
import { readPart } from "../../../shared/runtime/app/parts.ts";
import { grants } from "../../../shared/runtime/app/scan-scope.permissions.ts";
import { type ReadPart, type ScanPorts, scanScope } from "../../../shared/runtime/app/scan-scope.ts";
import { appConfig, testContext } from "../../support/application/scopewise.ts";
import { fakeCaller } from "../../support/aws/fake-caller.ts";
import { instance } from "../../support/findings.ts";
import { grantedStore } from "../../support/granted-store.ts";
import { type MemoryStore, memoryStore } from "../../support/object-store.ts";

const account = "111122223333";
const scope = { partition: "aws", account, region: "eu-west-1" };
const arn = `arn:aws:eks:eu-west-1:${account}:cluster/prod`;
const empty: Inventory = { scopes: [scope], resources: [], errors: [] };
const minute = 60_000;

const item = ScanItem.parse({
	scope,
	regions: ["eu-west-1"],
	clusters: [arn],
	databases: Array.from({ length: 9 }, (_, index) => `postgres://${index}`),
});

function portsOver(state: MemoryStore, released: string[] = []): ScanPorts {
	let calls = 0;
	return {
		config: appConfig({ kinds: ["rds.DbInstance", "kms.Key", "kubernetes.Cluster", "postgres.Server"] }),
		state: grantedStore(state, "state", grants),
		connection: {
			caller: (place) =>
				fakeCaller({ "sts:GetCallerIdentity": { Account: account, Arn: `arn:aws:sts::${account}:assumed-role/scan/x` } }, place),
			release: ({ region }) => void released.push(region),
		},
		credentials: async () => ({ accessKeyId: "a", secretAccessKey: "b" }),
		home: { partition: "aws", account: "-", region: "eu-west-1" },
		calls: () => (calls += 10),
	};
}

interface Invocation {
	readonly state?: MemoryStore;
	readonly parts?: readonly string[];
	/** What a part costs: minutes, or `late` when it is cut off by the deadline. */
	readonly costs?: (name: string) => number | "late";
	readonly total?: number;
	readonly inventory?: Inventory;
}

async function invoke({ state = memoryStore("state"), parts = [], costs = () => 1, total = 15, inventory = empty }: Invocation = {}) {
	const context = testContext(Date.parse("2026-06-15T12:00:00Z"), total * minute);
	const asked: string[] = [];
	const read: ReadPart = async ({ name }, { deadline }) => {
		asked.push(name);
		const cost = costs(name);
		if (cost === "late") Object.defineProperty(deadline, "aborted", { value: true });
		context.clock.now += cost === "late" ? context.remaining() - 1 : cost * minute;
		return inventory;
	};
	const released: string[] = [];
	const request = ScanRequest.parse({ run: "run-1", startedAt: "2026-06-15T00:00:00Z", trigger: "schedule", item, parts });
	const progress = await scanScope(request, context, portsOver(state, released), read);
	return {
		progress,
		asked,
		released,
		state,
		names: progress.parts.map((key) => key.replace("work/v1/run-1/111122223333.eu-west-1/", "")),
		...context,
	};
}

const all = ["cluster.prod.json.gz", "aws.json.gz", "databases.0.json.gz", "databases.1.json.gz"];

describe("reading a scope", () => {
	it("reads clusters, then AWS, then databases, eight at a time, and keeps each", async () => {
		const { progress, asked, names, state, released, metrics } = await invoke();
		expect(progress.status).toBe("ready");
		expect(asked).toEqual(["cluster.prod", "aws", "databases.0", "databases.1"]);
		expect(names).toEqual(all);
		expect([...state.objects.keys()].sort()).toEqual(progress.parts.toSorted());
		expect(released).toEqual(["eu-west-1", "global"]);
		expect(metrics.get("ScanSeconds")).toBe(240);
		expect(metrics.get("ScanCalls")).toBe(10);
	});

	it("keeps what was read with its times", async () => {
		const inventory = { ...empty, resources: [instance("a")] };
		const { progress, state } = await invoke({ inventory });
		expect(await readPart(state, progress.parts[1] ?? "")).toEqual({
			startedAt: "2026-06-15T12:01:00.000Z",
			savedAt: "2026-06-15T12:02:00.000Z",
			kinds: ["rds.DbInstance", "kms.Key", "kubernetes.Cluster", "postgres.Server"],
			inventory: JSON.parse(JSON.stringify(inventory)),
		});
	});

	it("begins nothing that does not fit, and the next invocation goes on from there", async () => {
		const first = await invoke({ costs: (name) => (name === "aws" ? 10 : 1) });
		expect(first.progress.status).toBe("more");
		expect(first.names).toEqual(["cluster.prod.json.gz", "aws.json.gz"]);
		const second = await invoke({ state: first.state, parts: first.progress.parts });
		expect(second.asked).toEqual(["databases.0", "databases.1"]);
		expect(second.progress.status).toBe("ready");
		expect(second.names).toEqual(all);
	});

	it("does not read again what a lost invocation had kept", async () => {
		const { state } = await invoke({ costs: (name) => (name === "aws" ? 10 : 1) });
		expect((await invoke({ state, parts: [] })).asked).toEqual(["databases.0", "databases.1"]);
	});

	it("leaves a part that was cut off after others to an invocation of its own", async () => {
		const first = await invoke({ costs: (name) => (name === "aws" ? "late" : 1) });
		expect(first.names).toEqual(["cluster.prod.json.gz"]);
		expect((await invoke({ state: first.state, parts: first.progress.parts, costs: () => 2 })).names).toEqual(all);
	});

	it("reads AWS service by service when an invocation of its own was not enough, and keeps what it got when that is not enough either", async () => {
		const state = memoryStore("state");
		let parts: readonly string[] = [];
		const asked: string[][] = [];
		let status = "more";
		for (let round = 0; status === "more" && round < 10; round++) {
			const outcome = await invoke({ state, parts, costs: (name) => (name === "aws" || name === "aws.rds" ? "late" : 1) });
			({ status } = outcome.progress);
			parts = outcome.progress.parts;
			asked.push(outcome.asked);
		}
		expect(asked.map((names) => names.join(" "))).toEqual([
			"cluster.prod aws",
			"aws",
			"aws.rds",
			"aws.eks aws.kms aws.iam databases.0 databases.1",
		]);
		expect(status).toBe("ready");
		expect(parts).toHaveLength(8);
	});

	it.each([
		["everything is late", () => "late" as const],
		["everything takes long", () => 12],
	])("ends when %s: each invocation ends a part", async (_, costs) => {
		const state = memoryStore("state");
		let parts: readonly string[] = [];
		for (let round = 0; round < 10; round++) {
			const { progress } = await invoke({ state, parts, costs });
			expect(progress.parts.length).toBeGreaterThan(parts.length);
			parts = progress.parts;
			if (progress.status === "ready") return;
		}
		expect.unreachable("it goes on for ever");
	});

	it("keeps to what another invocation was first to keep", async () => {
		const state = memoryStore("state");
		const other = { ...empty, resources: [instance("first")] };
		state.before(/\/aws\.json/, async () => {
			await invoke({ state, inventory: other });
		});
		const { progress } = await invoke({ state, inventory: { ...empty, resources: [instance("second")] } });
		expect(progress.status).toBe("ready");
		expect((await readPart(state, progress.parts[1] ?? "")).inventory.resources).toMatchObject([{ name: "first" }]);
	});

	it("hands a part what was read before, by what it is", async () => {
		const state = memoryStore("state");
		await invoke({ state, inventory: { ...empty, resources: [instance("a")] }, costs: (name) => (name === "aws" ? 10 : 1) });
		const seen: Record<string, number> = {};
		const read: ReadPart = async (spec: PartSpec, { earlier }) => {
			seen[spec.name] = (await earlier("aws")).flatMap(({ resources }) => resources).length;
			return empty;
		};
		const request = ScanRequest.parse({ run: "run-1", startedAt: "2026-06-15T00:00:00Z", trigger: "schedule", item });
		await scanScope(request, testContext(0), portsOver(state), read);
		expect(seen).toEqual({ "databases.0": 1, "databases.1": 1 });
	});
});
