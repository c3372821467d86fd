import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "../../shared/aws/connection.ts";
import { defaultCredentials } from "../../shared/aws/credentials.ts";
import { resolveAccounts } from "../../shared/aws/resolve-accounts.ts";
import { collect } from "../../shared/collectors/collect.ts";
import { kindsOf } from "../../shared/core/select.ts";
import type { Snapshot } from "../../shared/core/snapshot.ts";
import { splitPart } from "../../shared/runtime/app/item-kinds.ts";
import { PlanRequest, type ScanItem } from "../../shared/runtime/app/messages.ts";
import { planScan } from "../../shared/runtime/app/plan-scan.ts";
import { awsReader } from "../../shared/runtime/app/read-aws.ts";
import type { ReadPart } from "../../shared/runtime/app/scan-scope.ts";
import { noRuleSettings } from "../../shared/runtime/rule-settings.ts";
import { chosenRules, judgeInventory } from "../../shared/runtime/scan.ts";
import { appConfig, scanItems, testContext } from "../support/application/scopewise.ts";
import { type Emulator, startEmulator } from "../support/aws/emulator.ts";
import { memoryStore } from "../support/object-store.ts";

// The application reads an account region by region, each in a function of its own; the command line reads it in one go. Both must come to the
// same verdicts about the same things.

let emulator: Emulator;
let whole: Snapshot;
const before = { ...process.env };
const regions = ["eu-west-1", "us-east-1"];
const now = Date.now();
const impatient = { version: "0", concurrency: 16, maxAttempts: 2 };

beforeAll(async () => {
	emulator = await startEmulator();
	Object.assign(process.env, emulator.env);
	await emulator.seedSmall({ region: "us-east-1" });
	await emulator.seedLarge({ region: "eu-west-1", instances: 12, snapshots: 12, clusters: 2, eksClusters: 2 });
	const connection = connect(impatient);
	const rules = chosenRules({}, noRuleSettings);
	const accounts = await resolveAccounts({ regions }, connection.caller);
	const inventory = await collect({ accounts, kinds: kindsOf(rules), now }, connection);
	connection.close();
	whole = judgeInventory(inventory, {
		rules,
		selection: {},
		settings: noRuleSettings,
		suppressions: [],
		startedAt: now,
		finishedAt: now,
		unique: "0123456789abcdef",
	});
});

afterAll(async () => {
	process.env = before;
	await emulator.stop();
});

/** Uid and verdict of everything; a global database without a writer is known by its ARN, since each region that lists it has it. */
const verdictsOf = (snapshots: readonly Snapshot[]) =>
	[
		...new Set(
			snapshots.flatMap(({ findings }) =>
				findings.map(({ uid, ruleId, resource, verdict }) =>
					resource.kind === "rds.GlobalCluster" ? `${ruleId} ${resource.arn} ${verdict}` : `${uid} ${verdict}`,
				),
			),
		),
	].sort();

async function scopewise(disturb: (read: ReadPart<"scope">) => ReadPart<"scope"> = (read) => read) {
	const connection = connect(impatient);
	const state = memoryStore("state");
	const ports = {
		config: appConfig(),
		state,
		evidence: memoryStore("evidence"),
		connection,
		credentials: defaultCredentials(),
		home: { partition: "aws", account: "-", region: "eu-west-1" },
		calls: () => 0,
	};
	const plan = await planScan(PlanRequest.parse({ run: "run-1", startedAt: new Date(now).toISOString() }), testContext(now), ports);
	const items = JSON.parse(Buffer.from(state.objects.get(plan.key)?.body ?? "").toString()) as ScanItem[];
	const snapshots = await scanItems(items, ports, { turn: "scope", read: disturb(awsReader(ports).read) }, now);
	connection.close();
	return { items, snapshots, state };
}

describe("an account that is scanned scope by scope", () => {
	it("has the findings of a scan in one go", async () => {
		const { items, snapshots } = await scopewise();
		expect(items.map(({ scope }) => scope.region)).toEqual(["eu-west-1", "us-east-1", "global"]);
		expect(snapshots.flatMap(({ collectionErrors }) => collectionErrors)).toEqual([]);
		expect(verdictsOf(snapshots)).toEqual(verdictsOf([whole]));
		expect(whole.findings.length).toBeGreaterThan(2000);
	});

	it("has them too when it is read service by service, for want of time", async () => {
		const { snapshots, state } = await scopewise((read) => async (spec, reading) => {
			if (spec.name !== "aws") return read(spec, reading);
			// As a scope that is larger than an invocation.
			Object.defineProperty(reading.deadline, "aborted", { value: true });
			return { scopes: [], resources: [], errors: [] };
		});
		expect([...state.objects.keys()].filter((key) => key.includes(`/${splitPart}.`))).toHaveLength(3);
		expect(verdictsOf(snapshots)).toEqual(verdictsOf([whole]));
	});
});
