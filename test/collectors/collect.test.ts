import { describe, expect, it } from "vitest";
import type { AccountAccess } from "../../shared/aws/accounts.ts";
import type { CredentialProvider } from "../../shared/aws/clients.ts";
import { CredentialsUnavailable } from "../../shared/aws/credentials.ts";
import { type CollectionDeps, type CollectionProgress, type CollectionRequest, collect } from "../../shared/collectors/collect.ts";
import { withJoined } from "../../shared/collectors/joined-kinds.ts";
import type { Collected } from "../../shared/collectors/ports.ts";
import type { Collector, CollectorEntry } from "../../shared/collectors/registry.ts";
import { collectors } from "../../shared/collectors/registry.ts";
import { type ResourceKind, resourceKinds, sourceOf } from "../../shared/core/kinds.ts";
import type { Resource } from "../../shared/core/resources/index.ts";
import { type Scope, scopeKey } from "../../shared/core/scope.ts";
import { type FakeCaller, fakeCaller } from "../support/aws/fake-caller.ts";
import { compliant } from "../support/compliant/index.ts";
import { estate } from "./rds/estate.ts";

const keys: CredentialProvider = async () => ({ accessKeyId: "a", secretAccessKey: "s" });
const account = (id: string, regions: readonly string[], credentials = keys): AccountAccess => ({
	partition: "aws",
	account: id,
	credentials,
	regions,
});
const one = "111111111111";
const two = "222222222222";

/** A collector that gives one compliant resource of each of its kinds in its scope. */
const gives =
	(...kinds: ResourceKind[]): Collector =>
	async (aws): Promise<Collected> => ({
		resources: kinds.map((kind): Resource => {
			const { partition, account: id, region } = aws.scope;
			return { ...compliant(kind), partition, account: id, region, arn: `arn:${kind}:${scopeKey(aws.scope)}` };
		}),
		errors: [],
	});
const entry = (service: string, kinds: readonly ResourceKind[], collector: Collector): CollectorEntry => ({
	service,
	kinds,
	load: async () => collector,
});

async function run(request: Partial<CollectionRequest>, entries?: readonly CollectorEntry[], deps: Partial<CollectionDeps> = {}) {
	const callers: FakeCaller[] = [];
	const inventory = await collect(
		{ accounts: [account(one, ["eu-west-1"])], kinds: new Set(resourceKinds), now: 0, ...request },
		{
			caller(scope) {
				const caller = fakeCaller(estate, scope);
				callers.push(caller);
				return caller;
			},
			...(entries ? { collectors: entries } : {}),
			...deps,
		},
	);
	return { inventory, callers };
}

const places = (scopes: readonly Scope[]) => scopes.map(({ account, region }) => `${account}/${region}`);
const snapshots = entry("rds", ["rds.Snapshot"], gives("rds.Snapshot"));

describe("A collection", () => {
	it("reads every region of every account, and IAM once an account", async () => {
		const iam = entry("iam", ["iam.Principal", "iam.Policy"], gives("iam.Policy"));
		const { inventory } = await run(
			{ accounts: [account(one, ["eu-west-1", "us-east-1"]), account(two, ["eu-west-1"])], kinds: new Set(["rds.Snapshot", "iam.Policy"]) },
			[snapshots, iam],
		);
		expect(places(inventory.scopes)).toEqual([`${one}/eu-west-1`, `${one}/us-east-1`, `${two}/eu-west-1`]);
		expect(places(inventory.resources.filter(({ kind }) => kind === "rds.Snapshot"))).toEqual(places(inventory.scopes));
		expect(places(inventory.resources.filter(({ kind }) => kind === "iam.Policy"))).toEqual([`${one}/global`, `${two}/global`]);
		expect(inventory.errors).toEqual([]);
	});

	it("orders resources by account and region, whichever answers first", async () => {
		const slowFirst: Collector = async (aws, ...rest) => {
			if (aws.scope.region === "eu-west-1") await new Promise((resolve) => setTimeout(resolve, 20));
			return gives("rds.Snapshot")(aws, ...rest);
		};
		const { inventory } = await run({ accounts: [account(one, ["eu-west-1", "us-east-1"])] }, [entry("rds", ["rds.Snapshot"], slowFirst)]);
		expect(inventory.resources.map(({ region }) => region)).toEqual(["eu-west-1", "us-east-1"]);
	});

	it("runs only the collectors of the wanted kinds and of what they are joined with, and keeps only the wanted", async () => {
		const ran: string[] = [];
		const noting = (name: string, ...kinds: ResourceKind[]) =>
			entry(name, kinds, async (...args) => {
				ran.push(name);
				return gives(...kinds)(...args);
			});
		const entries = [
			noting("rds", "rds.DbInstance", "rds.DbCluster", "rds.EventSubscription"),
			noting("eks", "eks.Cluster"),
			noting("kms", "kms.Key"),
			noting("account", "aws.Region"),
		];
		const { inventory } = await run({ kinds: new Set(["aws.Region"]) }, entries);
		expect(ran.sort()).toEqual(["account", "eks", "rds"]);
		expect(inventory.resources).toMatchObject([
			{ kind: "aws.Region", databases: { value: { instances: 1, clusters: 1 } }, eksClusters: { value: 1 } },
		]);
	});

	it("drops errors that concern only kinds that nobody asked for, and keeps those of no kind", async () => {
		const failing: Collector = async ({ scope }) => ({
			resources: [],
			errors: [
				{ service: "rds", operation: "A", cause: "denied", message: "", scope, kinds: ["rds.DbProxy", "rds.Snapshot"] },
				{ service: "rds", operation: "B", cause: "denied", message: "", scope, kinds: ["rds.DbProxy"] },
				{ service: "rds", operation: "C", cause: "denied", message: "", scope, kinds: [] },
			],
		});
		const { inventory } = await run({ kinds: new Set(["rds.Snapshot"]) }, [entry("rds", ["rds.Snapshot", "rds.DbProxy"], failing)]);
		expect(inventory.errors.map(({ operation, kinds }) => [operation, kinds])).toEqual([
			["A", ["rds.Snapshot"]],
			["C", []],
		]);
	});

	it("loses only the kinds of a collector that breaks", async () => {
		const broken = entry("eks", ["eks.Cluster", "eks.NodeGroup"], async () => {
			throw new TypeError("x is undefined");
		});
		const { inventory } = await run({}, [broken, snapshots]);
		expect(inventory.resources).toMatchObject([{ kind: "rds.Snapshot" }]);
		expect(inventory.errors).toEqual([
			{
				service: "eks",
				operation: "collect",
				cause: "other",
				message: "The collector failed: x is undefined",
				scope: { partition: "aws", account: one, region: "eu-west-1" },
				kinds: ["eks.Cluster", "eks.NodeGroup"],
			},
		]);
	});

	it("loses only the account whose role cannot be assumed, for all wanted kinds of all its scopes", async () => {
		const reason = { service: "sts", operation: "AssumeRole", cause: "denied" as const, message: "no trust" };
		const refused = async () => {
			throw new CredentialsUnavailable(reason);
		};
		const { inventory } = await run(
			{
				accounts: [account(one, ["eu-west-1", "us-east-1"], refused), account(two, ["eu-west-1"])],
				kinds: new Set(["rds.Snapshot", "iam.Policy"]),
			},
			[snapshots, entry("iam", ["iam.Policy"], gives("iam.Policy"))],
		);
		expect(places(inventory.resources)).toEqual([`${two}/eu-west-1`, `${two}/global`]);
		expect(inventory.errors).toEqual([
			{ ...reason, scope: { partition: "aws", account: one, region: "eu-west-1" }, kinds: ["rds.Snapshot"] },
			{ ...reason, scope: { partition: "aws", account: one, region: "us-east-1" }, kinds: ["rds.Snapshot"] },
			{ ...reason, scope: { partition: "aws", account: one, region: "global" }, kinds: ["iam.Policy"] },
		]);
		expect(places(inventory.scopes)).toContain(`${one}/us-east-1`);
	});

	it("asks the account's roles once, whatever the number of regions", async () => {
		const asking = entry("eks", ["eks.Cluster"], async (_aws, facts) => {
			await Promise.all([facts.roles(), facts.roles()]);
			return { resources: [], errors: [] };
		});
		const { callers } = await run({ accounts: [account(one, ["eu-west-1", "us-east-1"]), account(two, ["eu-west-1"])] }, [asking]);
		const calls = callers.flatMap((caller) => caller.calls).filter(({ operation }) => operation === "GetAccountAuthorizationDetails");
		expect(calls).toHaveLength(2);
	});

	it("tells how far it is, and lets finished scopes go", async () => {
		const progress: CollectionProgress[] = [];
		const released: Scope[] = [];
		await run({ accounts: [account(one, ["eu-west-1", "us-east-1"])], onProgress: (now) => progress.push(now) }, [snapshots], {
			release: (scope) => released.push(scope),
		});
		expect(progress[0]).toEqual({ regionsDone: 0, regionsTotal: 2, resources: 0 });
		expect(progress.at(-1)).toEqual({ regionsDone: 2, regionsTotal: 2, resources: 2 });
		expect(places(released)).toEqual(expect.arrayContaining([`${one}/eu-west-1`, `${one}/us-east-1`]));
	});

	it("tells the collectors what is wanted", async () => {
		let told: unknown;
		const asking = entry("logs", ["logs.LogGroup"], async (_aws, _facts, options) => {
			told = options;
			return { resources: [], errors: [] };
		});
		await run({ kinds: new Set(["logs.LogGroup"]), now: 7, inspectLogEvents: true, utilization: false }, [asking]);
		expect(told).toEqual({ now: 7, kinds: new Set(["logs.LogGroup"]), inspectLogEvents: true, utilization: false, regions: ["eu-west-1"] });
		await run({ kinds: new Set(["logs.LogGroup"]) }, [asking]);
		expect(told).toMatchObject({ inspectLogEvents: false, utilization: true });
	});

	it("names the account as the scope when only global things are wanted", async () => {
		const { inventory } = await run({ kinds: new Set(["iam.Policy"]) }, [entry("iam", ["iam.Policy"], gives("iam.Policy"))]);
		expect(places(inventory.scopes)).toEqual([`${one}/global`]);
	});

	it("collects nothing for no kinds", async () => {
		const { inventory, callers } = await run({ kinds: new Set() });
		expect(inventory).toEqual({ scopes: [], resources: [], errors: [] });
		expect(callers).toEqual([]);
	});
});

describe("The registry", () => {
	it("has exactly one collector for each kind that is read through AWS", () => {
		const expected = resourceKinds.filter((kind) => sourceOf(kind) === "aws");
		expect(collectors.flatMap(({ kinds }) => kinds).sort()).toEqual(expected.sort());
	});

	it("loads every collector", async () => {
		for (const { load } of collectors) expect(await load()).toBeTypeOf("function");
	});

	it("adds what joins need", () => {
		expect([...withJoined(["rds.Snapshot"])]).toEqual(["rds.Snapshot"]);
		expect([...withJoined(["iam.Principal", "rds.DbCluster"])].sort()).toEqual(["iam.Principal", "rds.DbCluster", "rds.DbInstance"]);
	});
});

describe("The real collectors, together", () => {
	it("read the shared things of a region once", async () => {
		const { inventory, callers } = await run({
			kinds: new Set(["rds.DbInstance", "rds.SubnetGroup", "ec2.SecurityGroup", "kms.Key", "backup.Vault"]),
		});
		const counts = Map.groupBy(
			callers.flatMap(({ calls }) => calls),
			({ service, operation }) => `${service}:${operation}`,
		);
		for (const shared of [
			"ec2:DescribeSecurityGroups",
			"ec2:DescribeSubnets",
			"backup:ListBackupPlans",
			"backup:ListBackupVaults",
			"kms:DescribeKey",
		])
			expect(counts.get(shared)?.length, shared).toBe(1);
		expect(new Set(inventory.resources.map(({ kind }) => kind))).toEqual(
			new Set(["rds.DbInstance", "rds.SubnetGroup", "ec2.SecurityGroup"]),
		);
		// The fake has no KMS listing: the keys are incomplete, the rest is not.
		expect(inventory.errors.map(({ kinds }) => kinds)).toContainEqual(["kms.Key"]);
		expect(inventory.errors.flatMap(({ kinds }) => kinds)).not.toContain("rds.DbInstance");
	});
});
