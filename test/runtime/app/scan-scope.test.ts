import { describe, expect, it } from "vitest";
import type { Inventory } from "../../../shared/core/inventory.ts";
import type { PartSpec } from "../../../shared/runtime/app/item-kinds.ts";
import { ScanItem, type ScanProgress, ScanRequest } from "../../../shared/runtime/app/messages.ts";
import { readPart } from "../../../shared/runtime/app/parts.ts";
import { grants as insideGrants } from "../../../shared/runtime/app/scan-inside.permissions.ts";
import { grants as scopeGrants } from "../../../shared/runtime/app/scan-scope.permissions.ts";
import { type PartReader, type ScanPorts, scanScope, type Turn } from "../../../shared/runtime/app/scan-scope.ts";
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

function portsOver(state: MemoryStore, turn: Turn, released: string[] = []): ScanPorts {
	let calls = 0;
	return {
		config: appConfig({ kinds: ["rds.DbInstance", "kms.Key", "kubernetes.Cluster", "postgres.Server"] }),
		state: grantedStore(state, "state", turn === "scope" ? scopeGrants : insideGrants),
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
	/** The function that is called. */
	readonly turn?: Turn;
	readonly state?: MemoryStore;
	readonly parts?: readonly string[];
	readonly handed?: number;
	/** What a part costs: minutes, or `late` when it is cut off by the deadline. */
	readonly costs?: (name: string) => number | "late";
	readonly total?: number;
	readonly inventory?: Inventory;
	readonly of?: ScanItem;
}

async function invoke({
	turn = "scope",
	state = memoryStore("state"),
	parts = [],
	handed = 0,
	costs = () => 1,
	total = 15,
	inventory = empty,
	of = item,
}: Invocation = {}) {
	const context = testContext(Date.parse("2026-06-15T12:00:00Z"), total * minute);
	const asked: string[] = [];
	const read: PartReader<Turn>["read"] = async ({ name }, { deadline }) => {
		asked.push(name);
		const cost = costs(name);
		if (cost === "late") Object.defineProperty(deadline, "aborted", { value: true });
		context.clock.now += cost === "late" ? context.remaining() - 1 : cost * minute;
		return inventory;
	};
	const released: string[] = [];
	const request = ScanRequest.parse({ run: "run-1", startedAt: "2026-06-15T00:00:00Z", trigger: "schedule", item: of, parts, handed });
	const progress = await scanScope(request, context, portsOver(state, turn, released), { turn, read });
	return { progress, asked, released, state, names: namesOf(progress), ...context };
}

const namesOf = ({ parts }: ScanProgress) => parts.map((key) => key.replace("scratch/v1/run-1/111122223333.eu-west-1/", ""));

/** Calls the two functions as the state machine does, from its start or from an answer; what each invocation was asked to read, and the last answer. */
async function scan(
	{ state = memoryStore("state"), ...invocation }: Omit<Invocation, "turn" | "parts"> = {},
	from?: ScanProgress,
	most = 20,
) {
	const invocations: string[] = [];
	const calls: Awaited<ReturnType<typeof invoke>>[] = [];
	let progress = from;
	while (progress?.status !== "ready") {
		if (invocations.length === most) throw new Error("It goes on for ever.");
		const turn: Turn = progress?.status ?? "scope";
		const call = await invoke({ ...invocation, state, turn, parts: progress?.parts ?? [], handed: progress?.handed ?? 0 });
		invocations.push([`${turn}:`, ...call.asked].join(" "));
		calls.push(call);
		progress = call.progress;
	}
	return { invocations, calls, state, progress, names: namesOf(progress) };
}

const all = ["cluster.prod.json.gz", "aws.json.gz", "databases.0.json.gz", "databases.1.json.gz"];

describe("reading a scope", () => {
	it("reads clusters, then AWS, then databases, eight at a time, each in the function that can, and keeps each", async () => {
		const { invocations, progress, names, state } = await scan();
		expect(invocations).toEqual(["scope:", "inside: cluster.prod", "scope: aws", "inside: databases.0 databases.1"]);
		expect(names).toEqual(all);
		expect([...state.objects.keys()].sort()).toEqual(progress.parts.toSorted());
	});

	it("counts what it takes, and lets go of the accounts; who only hands on does neither", async () => {
		const { calls } = await scan();
		expect(calls.map(({ released }) => released)).toEqual([[], ...Array(3).fill(["eu-west-1", "global"])]);
		expect(calls.map(({ metrics }) => metrics.get("ScanSeconds"))).toEqual([undefined, 60, 60, 120]);
		expect(calls[1]?.metrics.get("ScanCalls")).toBe(10);
	});

	it("reads an item of AWS alone in one invocation", async () => {
		expect((await scan({ of: { scope, regions: ["eu-west-1"] } })).invocations).toEqual(["scope: aws"]);
	});

	it("hands an item of databases alone on at once", async () => {
		const of = { scope: { ...scope, region: "eu-north-1" }, regions: ["eu-west-1"], databases: ["postgres://a"] };
		const { invocations } = await scan({ of });
		expect(invocations).toEqual(["scope:", "inside: databases.0"]);
	});

	it("keeps what was read with its times", async () => {
		const inventory = { ...empty, resources: [instance("a")] };
		const { progress, state } = await scan({ inventory });
		expect(await readPart(state, progress.parts[3] ?? "")).toEqual({
			startedAt: "2026-06-15T12:01:00.000Z",
			savedAt: "2026-06-15T12:02:00.000Z",
			kinds: ["rds.DbInstance", "kms.Key", "kubernetes.Cluster", "postgres.Server"],
			inventory: JSON.parse(JSON.stringify(inventory)),
		});
	});

	it("begins nothing that does not fit, and the next invocation goes on from there", async () => {
		const { invocations, names } = await scan({ costs: (name) => (name === "databases.0" ? 11 : 1) });
		expect(invocations.slice(2)).toEqual(["scope: aws", "inside: databases.0", "inside: databases.1"]);
		expect(names).toEqual(all);
	});

	it("does not read again what a lost invocation had kept", async () => {
		const { state } = await scan();
		const again = await invoke({ state, turn: "inside" });
		expect(again.asked).toEqual([]);
		expect(again.progress).toMatchObject({ status: "ready", parts: expect.arrayContaining([expect.stringContaining("databases.1")]) });
	});

	it("ends the same when every invocation is delivered twice", async () => {
		const state = memoryStore("state");
		let progress: ScanProgress | undefined;
		const asked: string[] = [];
		while (progress?.status !== "ready") {
			const call: Invocation = { state, turn: progress?.status ?? "scope", parts: progress?.parts ?? [], handed: progress?.handed ?? 0 };
			asked.push(...(await invoke(call)).asked);
			const second = await invoke(call);
			asked.push(...second.asked);
			progress = second.progress;
		}
		expect(asked).toEqual(["cluster.prod", "aws", "databases.0", "databases.1"]);
		expect(namesOf(progress)).toEqual(all);
	});

	it("leaves a part that was cut off after others to an invocation of its own", async () => {
		const { state, progress } = await invoke({ ...(await untilDatabases()), costs: (name) => (name === "databases.1" ? "late" : 1) });
		expect(namesOf(progress)).toEqual(all.slice(0, 3));
		expect(progress.status).toBe("inside");
		expect((await invoke({ state, turn: "inside", parts: progress.parts, costs: () => 2 })).names).toEqual(all);
	});

	/** Everything is read but the databases, whose turn it is. */
	async function untilDatabases() {
		const state = memoryStore("state");
		const first = await invoke({ state, turn: "inside" });
		const { progress } = await invoke({ state, parts: first.progress.parts });
		return { state, turn: "inside", parts: progress.parts } as const;
	}

	it("reads AWS service by service when an invocation of its own was not enough, and keeps what it got when that is not enough either", async () => {
		const { invocations, progress } = await scan({ costs: (name) => (name === "aws" || name === "aws.rds" ? "late" : 1) });
		expect(invocations).toEqual([
			"scope:",
			"inside: cluster.prod",
			"scope: aws",
			"scope: aws.rds",
			"scope: aws.eks aws.kms aws.iam",
			"inside: databases.0 databases.1",
		]);
		expect(progress.parts).toHaveLength(8);
	});

	it.each([
		["everything is late", () => "late" as const],
		["everything takes long", () => 12],
	])("ends when %s: each invocation ends a part, or hands on to one that does", async (_, costs) => {
		const { calls } = await scan({ costs });
		for (const [index, { progress }] of calls.entries()) {
			const before = calls[index - 1]?.progress;
			if (progress.handed > 0) expect([before?.handed ?? 0, progress.handed]).toEqual([0, 1]);
			else expect(progress.parts.length).toBeGreaterThan(before?.parts.length ?? 0);
		}
	});

	it("ends when the functions disagree on what there is, after a deployment half way: what is missing is published as missing", async () => {
		const state = memoryStore("state");
		// Of this one's configuration there is nothing of AWS to read; the other one's has it.
		const { progress: first } = await invoke({ state, handed: 0 });
		expect(first).toMatchObject({ status: "inside", handed: 1, parts: [] });
		const { progress, asked, logged } = await invoke({ state, handed: 1 });
		expect(asked).toEqual([]);
		expect(progress).toMatchObject({ status: "ready", parts: [] });
		expect(logged[0]?.data).toMatchObject({ part: "cluster.prod" });
	});

	it("keeps to what another invocation was first to keep", async () => {
		const state = memoryStore("state");
		const of = { scope, regions: ["eu-west-1"] };
		state.before(/\/aws\.json/, async () => {
			await invoke({ state, of, inventory: { ...empty, resources: [instance("first")] } });
		});
		const { progress } = await invoke({ state, of, inventory: { ...empty, resources: [instance("second")] } });
		expect(progress.status).toBe("ready");
		expect((await readPart(state, progress.parts[0] ?? "")).inventory.resources).toMatchObject([{ name: "first" }]);
	});

	it("hands a part what was read before, by what it is", async () => {
		const { state, turn, parts } = await untilDatabases();
		const seen: Record<string, number> = {};
		const read: PartReader<"inside">["read"] = async (spec: PartSpec, { earlier }) => {
			seen[spec.name] = (await earlier("aws")).length;
			return empty;
		};
		const request = ScanRequest.parse({ run: "run-1", startedAt: "2026-06-15T00:00:00Z", trigger: "schedule", item, parts });
		await scanScope(request, testContext(0), portsOver(state, turn), { turn, read });
		expect(seen).toEqual({ "databases.0": 1, "databases.1": 1 });
	});
});
