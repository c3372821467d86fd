import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connect } from "../../shared/aws/connection.ts";
import { resolveAccounts } from "../../shared/aws/resolve-accounts.ts";
import { collect } from "../../shared/collectors/collect.ts";
import { type ResourceKind, resourceKinds } from "../../shared/core/kinds.ts";
import { Resource } from "../../shared/core/resources/index.ts";
import { type Emulator, type SmallEstate, startEmulator } from "../support/aws/emulator.ts";

const rds = resourceKinds.filter((kind) => kind.startsWith("rds."));
const member = "222222222222";
const clusterMembers = ["aurora-mysql-1", "aurora-pg-1", "aurora-pg-2", "multi-az-1", "multi-az-2"];
let emulator: Emulator;
let estate: SmallEstate;
const before = { ...process.env };
/** The estate has a DocumentDB and a Neptune cluster too, which are none of ours. */
const ours = (names: readonly string[]) => names.filter((name) => !/docdb|neptune/.test(name)).sort();

beforeAll(async () => {
	emulator = await startEmulator();
	Object.assign(process.env, emulator.env);
	estate = await emulator.seedSmall();
	await emulator.seedSmall({ account: member, region: "eu-west-1" });
});
beforeEach(async () => {
	await emulator.faults([]);
	await emulator.forgetCalls();
});
afterAll(async () => {
	for (const name of Object.keys(emulator?.env ?? {})) {
		if (before[name] === undefined) delete process.env[name];
		else process.env[name] = before[name];
	}
	await emulator?.stop();
});

async function scan(kinds: readonly ResourceKind[] = rds, access: Partial<Parameters<typeof resolveAccounts>[0]> = {}) {
	const connection = connect({ version: "0", concurrency: 8, maxAttempts: 4, requestTimeout: 2_000 });
	try {
		const accounts = await resolveAccounts({ regions: [estate.region], ...access }, connection.caller);
		const inventory = await collect({ accounts, kinds: new Set(kinds), now: Date.UTC(2026, 5, 15) }, connection);
		for (const resource of inventory.resources) expect(Resource.safeParse(resource).error?.issues).toBeUndefined();
		return { ...inventory, names: (kind: ResourceKind) => inventory.resources.filter((one) => one.kind === kind).map(({ name }) => name) };
	} finally {
		connection.close();
	}
}

describe("RDS of an account", () => {
	it("is collected whole, each shared thing once", async () => {
		const { errors, names } = await scan();
		expect(errors).toEqual([]);
		expect(names("rds.DbInstance").sort()).toEqual([...ours(estate.dbInstances), ...clusterMembers].sort());
		expect(names("rds.DbCluster").sort()).toEqual(ours(estate.dbClusters));
		expect(names("rds.DbProxy")).toEqual(estate.dbProxies);
		expect(names("rds.GlobalCluster")).toEqual(estate.globalClusters);
		expect(names("rds.Snapshot")).toEqual(expect.arrayContaining([...estate.dbSnapshots, ...estate.dbClusterSnapshots]));
		const { counts } = await emulator.calls();
		expect(counts["rds:DescribeDBInstances"]).toBe(1);
		expect(counts["rds:DescribeDBSnapshotAttributes"]).toBe(estate.dbSnapshots.length);
	});

	it("comes from the account whose role is assumed", async () => {
		const { resources, errors } = await scan(rds, {
			regions: ["eu-west-1"],
			roles: [{ roleArn: `arn:aws:iam::${member}:role/${estate.roles.app.split("/").at(-1)}` }],
		});
		expect(errors).toEqual([]);
		expect(new Set(resources.map(({ account, region }) => `${account}/${region}`))).toEqual(new Set([`${member}/eu-west-1`]));
		expect(resources.filter(({ kind }) => kind === "rds.DbInstance")).toHaveLength(estate.dbInstances.length + clusterMembers.length);
	});

	it("survives throttling, resets and a slow answer that pass", async () => {
		await emulator.faults([
			{ service: "rds", operation: "DescribeDBInstances", kind: "throttle", times: 2 },
			{ service: "rds", operation: "DescribeDBClusters", kind: "reset", times: 2 },
			{ service: "rds", operation: "DescribeDBProxies", kind: "html500", times: 1 },
			{ service: "rds", operation: "DescribeCertificates", kind: "timeout", times: 1, ms: 4_000 },
		]);
		const { errors, names } = await scan();
		expect(errors).toEqual([]);
		expect(names("rds.DbInstance")).toHaveLength(estate.dbInstances.length + clusterMembers.length);
		expect(names("rds.DbCluster")).toHaveLength(ours(estate.dbClusters).length);
	});

	it.each([
		["deny", "denied"],
		["throttle", "throttled"],
		["reset", "network"],
		["malformed", "malformed"],
		["truncate", "network"],
		["html500", "unsupported"],
	] as const)("whose instances always meet the fault %s is %s, and the rest is there", async (kind, cause) => {
		await emulator.faults([{ service: "rds", operation: "DescribeDBInstances", kind }]);
		const { errors, names } = await scan();
		expect(errors).toMatchObject([{ service: "rds", operation: "DescribeDBInstances", cause, kinds: ["rds.DbInstance"] }]);
		expect(names("rds.DbInstance")).toEqual([]);
		expect(names("rds.DbCluster")).toHaveLength(ours(estate.dbClusters).length);
		expect(names("rds.DbProxy")).toEqual(estate.dbProxies);
	});

	it("that is denied altogether says so for every kind", async () => {
		await emulator.faults([{ service: "rds", kind: "deny" }]);
		const { errors, resources } = await scan();
		expect(resources).toEqual([]);
		expect(new Set(errors.flatMap(({ kinds }) => kinds))).toEqual(new Set(rds));
		expect(new Set(errors.map(({ cause }) => cause))).toEqual(new Set(["denied"]));
	});
});

describe("An empty region", () => {
	it("has nothing and no errors", async () => {
		const { errors, resources } = await scan(rds, { regions: ["ap-southeast-2"] });
		expect(errors).toEqual([]);
		// Default parameter groups are everywhere; a global database without a writer has no region of its own.
		const local = resources.filter(({ kind }) => kind !== "rds.ParameterGroup" && kind !== "rds.GlobalCluster");
		expect(local).toEqual([]);
	});
});
