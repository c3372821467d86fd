import { describe, expect, it } from "vitest";
import type { AppConfig } from "../../../shared/runtime/app/app-config.ts";
import { PlanRequest, ScanItem } from "../../../shared/runtime/app/messages.ts";
import { grants } from "../../../shared/runtime/app/plan-scan.permissions.ts";
import { type PlanPorts, planScan } from "../../../shared/runtime/app/plan-scan.ts";
import { appConfig, testContext } from "../../support/application/scopewise.ts";
import { type Answer, fails, fakeCaller, paged } from "../../support/aws/fake-caller.ts";
import { grantedStore } from "../../support/granted-store.ts";
import { type MemoryStore, memoryStore } from "../../support/object-store.ts";

const own = "111111111111";
const identity = { Account: own, Arn: `arn:aws:sts::${own}:assumed-role/plan/x` };
const keys = { AccessKeyId: "AKID", SecretAccessKey: "secret", SessionToken: "token" };
const regions = (...names: string[]) => ({
	Regions: names.map((name) => ({ RegionName: name, OptInStatus: name.startsWith("me-") ? "opted-in" : "opt-in-not-required" })),
});
const roles = (...accounts: string[]) =>
	accounts.map((account) => ({ roleArn: `arn:aws:iam::${account}:role/Reader`, externalId: "7f3c" }));

interface Planning {
	readonly config?: Partial<AppConfig>;
	readonly access?: Partial<AppConfig["access"]>;
	readonly answers?: Readonly<Record<string, Answer>>;
	readonly request?: object;
	readonly state?: MemoryStore;
	readonly evidence?: MemoryStore;
}

async function plan({
	config = {},
	access = {},
	answers = {},
	request = {},
	state = memoryStore("state"),
	evidence = memoryStore("evidence"),
}: Planning) {
	const released: string[] = [];
	const base = appConfig(config);
	const ports: PlanPorts = {
		config: { ...base, access: { ...base.access, ...access } },
		state: grantedStore(state, "state", grants),
		evidence: grantedStore(evidence, "evidence", grants),
		connection: {
			caller: (scope) =>
				fakeCaller(
					Object.fromEntries(
						Object.entries<Answer>({ "sts:GetCallerIdentity": identity, "sts:AssumeRole": { Credentials: keys }, ...answers }).map(
							([name, answer]): [string, Answer] => [
								name,
								(input) => (typeof answer === "function" ? answer({ ...input, account: scope.account }) : answer),
							],
						),
					),
					scope,
				),
			release: ({ account }) => void released.push(account),
		},
		credentials: async () => ({ accessKeyId: "a", secretAccessKey: "b" }),
		home: { partition: "aws", account: "-", region: "eu-west-1" },
	};
	const context = testContext(0);
	const made = await planScan(PlanRequest.parse({ run: "run-1", startedAt: "2026-06-15T00:00:00Z", ...request }), context, ports);
	const items = ScanItem.array().parse(JSON.parse(Buffer.from(state.objects.get(made.key)?.body ?? "").toString()));
	return { made, items, names: items.map(({ scope }) => `${scope.account} ${scope.region}`), released, ...context };
}

describe("the plan of a run", () => {
	it("has an item for each account and region, and one for what an account has once, by account", async () => {
		const { made, names, items, metrics } = await plan({ access: { roles: roles("333333333333", "222222222222") } });
		expect(names).toEqual([
			"222222222222 eu-west-1",
			"222222222222 us-east-1",
			"222222222222 global",
			"333333333333 eu-west-1",
			"333333333333 us-east-1",
			"333333333333 global",
		]);
		expect(items[2]?.regions).toEqual(["eu-west-1", "us-east-1"]);
		expect(made).toMatchObject({ bucket: "state", key: "runs/v1/run-1/plan.json", scopes: 6, trigger: "schedule" });
		expect(metrics.get("ScopesPlanned")).toBe(6);
	});

	it("has no item for kinds that no rule looks at", async () => {
		expect((await plan({ config: { kinds: ["rds.DbInstance"] } })).names).toEqual([`${own} eu-west-1`, `${own} us-east-1`]);
		expect((await plan({ config: { kinds: ["iam.Policy"] } })).names).toEqual([`${own} global`]);
		const clusters = [`arn:aws:eks:eu-west-1:${own}:cluster/prod`];
		const { names } = await plan({ config: { kinds: ["kubernetes.Cluster"], kubernetes: { clusters } } });
		expect(names).toEqual([`${own} eu-west-1`]);
	});

	it("asks each account for its regions, and lets go of it", async () => {
		const { names, released } = await plan({
			access: { allRegions: true, regions: undefined, roles: roles("222222222222", "333333333333") },
			config: { kinds: ["rds.DbInstance"] },
			answers: {
				"ec2:DescribeRegions": ({ account }) => (account === "222222222222" ? regions("us-east-1", "me-south-1") : regions("us-east-1")),
			},
		});
		expect(names).toEqual(["222222222222 me-south-1", "222222222222 us-east-1", "333333333333 us-east-1"]);
		expect(released.sort()).toEqual(["222222222222", "333333333333"]);
	});

	it("keeps an account that does not tell its regions: those that every account has, and those that it was scanned in before", async () => {
		const evidence = memoryStore("evidence");
		const put = (key: string) => evidence.put(key, Buffer.from("{}"), "application/json", { absent: true });
		for (const name of ["222222222222.me-central-1", "222222222222.global", "222222222222.eu-west-1.prod", "333333333333.ap-east-1"])
			await put(`latest/v1/${name}.json`);
		const { names, logged } = await plan({
			evidence,
			access: { allRegions: true, regions: undefined, roles: roles("222222222222", "333333333333") },
			config: { kinds: ["rds.DbInstance"] },
			answers: {
				"sts:AssumeRole": ({ RoleArn }) => (String(RoleArn).includes("222222222222") ? fails("denied") : { Credentials: keys }),
				"ec2:DescribeRegions": regions("me-south-1", "us-east-1"),
			},
		});
		expect(names).toEqual([
			"222222222222 eu-west-1",
			"222222222222 me-central-1",
			"222222222222 us-east-1",
			"333333333333 me-south-1",
			"333333333333 us-east-1",
		]);
		expect(logged.map(({ message }) => message).join()).toContain("222222222222 does not tell its regions");
	});

	it("asks the application's own account what every account has when no other answers", async () => {
		const { names } = await plan({
			access: { allRegions: true, regions: undefined, roles: roles("222222222222") },
			config: { kinds: ["rds.DbInstance"] },
			answers: { "sts:AssumeRole": fails("denied"), "ec2:DescribeRegions": regions("eu-north-1", "me-south-1") },
		});
		expect(names).toEqual(["222222222222 eu-north-1"]);
	});

	it("cannot be made when nobody says which regions there are", () =>
		expect(
			plan({
				access: { allRegions: true, regions: undefined, roles: roles("222222222222") },
				answers: { "ec2:DescribeRegions": fails("denied") },
			}),
		).rejects.toThrow(/enabled regions of 222222222222.*ec2:DescribeRegions/));

	it("covers the active accounts of the organization", async () => {
		const accounts = ["222222222222", own, "444444444444"].map((Id) => ({ Id, State: Id.startsWith("4") ? "SUSPENDED" : "ACTIVE" }));
		const { names } = await plan({
			access: { regions: ["eu-west-1"], organization: { roleName: "Reader", exclude: [] } },
			config: { kinds: ["rds.DbInstance"] },
			answers: { "organizations:ListAccounts": paged("Accounts", [accounts], "NextToken", "NextToken") },
		});
		expect(names).toEqual([`${own} eu-west-1`, "222222222222 eu-west-1"]);
	});

	it("is that of the first delivery, whatever there is now", async () => {
		const state = memoryStore("state");
		const first = await plan({ state, access: { regions: ["eu-west-1"] } });
		const second = await plan({ state, access: { regions: ["eu-west-1", "us-east-1"] } });
		expect(second.made).toEqual(first.made);
		expect(second.items).toEqual(first.items);
	});

	it("is that of another delivery that was faster", async () => {
		const state = memoryStore("state");
		state.before(/plan\.json/, async () => {
			await plan({ state, access: { regions: ["eu-west-1", "us-east-1"] } });
		});
		expect((await plan({ state, access: { regions: ["eu-west-1"] } })).made.scopes).toBe(3);
	});

	it("has what is asked for of what is configured, and is none when that is nothing", async () => {
		const request = { accounts: ["222222222222"], regions: ["us-east-1"] };
		const access = { roles: roles("222222222222", "333333333333") };
		const { names, items } = await plan({ access, request });
		expect(names).toEqual(["222222222222 us-east-1"]);
		expect(items[0]?.regions).toEqual(["eu-west-1", "us-east-1"]);
		await expect(plan({ access, request: { accounts: [own] } })).rejects.toThrow("nothing to scan");
	});

	it("puts databases and clusters where they are: into the scope of account and region, or outside of AWS", async () => {
		const arn = (region: string, account: string, name: string) => `arn:aws:eks:${region}:${account}:cluster/${name}`;
		const { items } = await plan({
			config: {
				kinds: ["rds.DbInstance", "postgres.Server", "kubernetes.Cluster"],
				databases: [
					{ key: "postgres://a", region: "eu-west-1", place: "" },
					{ key: "postgres://b", region: "eu-west-1", account: "222222222222", place: "" },
					{ key: "postgres://c", place: "" },
					{ key: "postgres://d", region: "eu-west-1", place: "" },
				],
				kubernetes: {
					clusters: [arn("eu-west-1", own, "prod"), arn("ap-east-1", own, "far"), arn("eu-west-1", "999999999999", "foreign")],
				},
			},
			access: { regions: ["eu-west-1"] },
		});
		const scope = (account: string, region: string) => ({ partition: "aws", account, region });
		expect(items).toEqual([
			{
				scope: scope(own, "eu-west-1"),
				regions: ["eu-west-1"],
				databases: ["postgres://a", "postgres://d"],
				clusters: [arn("eu-west-1", own, "prod")],
			},
			{ scope: scope("222222222222", "eu-west-1"), regions: [], databases: ["postgres://b"] },
			{ scope: { partition: "-", account: "-", region: "-" }, regions: [], databases: ["postgres://c"] },
			{ scope: scope(own, "ap-east-1"), regions: ["eu-west-1"], clusters: [arn("ap-east-1", own, "far")] },
			{ scope: scope("999999999999", "eu-west-1"), regions: [], clusters: [arn("eu-west-1", "999999999999", "foreign")] },
		]);
	});

	it("holds an organization of two thousand accounts in seventeen regions", async () => {
		const accounts = Array.from({ length: 2000 }, (_, index) => String(200_000_000_000 + index));
		const seventeen = Array.from({ length: 17 }, (_, index) => `xx-test-${index}`);
		const { made, items } = await plan({
			access: { regions: undefined, allRegions: true, roles: roles(...accounts) },
			answers: { "ec2:DescribeRegions": regions(...seventeen) },
		});
		expect(made.scopes).toBe(36_000);
		expect(new Set(items.map(({ scope }) => `${scope.account} ${scope.region}`)).size).toBe(36_000);
	});
});
