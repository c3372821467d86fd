import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { CredentialsUnavailable } from "../../../shared/aws/credentials.ts";
import { deadlineIn } from "../../../shared/aws/deadline.ts";
import { parseTarget } from "../../../shared/connect/target.ts";
import type { Inventory } from "../../../shared/core/inventory.ts";
import type { AppConfig } from "../../../shared/runtime/app/app-config.ts";
import { clusterName } from "../../../shared/runtime/app/cluster-name.ts";
import type { PartSpec } from "../../../shared/runtime/app/item-kinds.ts";
import type { ScanItem } from "../../../shared/runtime/app/messages.ts";
import { awsReader } from "../../../shared/runtime/app/read-aws.ts";
import { insideReader } from "../../../shared/runtime/app/read-inside.ts";
import type { PartReading } from "../../../shared/runtime/app/scan-scope.ts";
import { appConfig, testContext } from "../../support/application/scopewise.ts";
import { type Answer, fails, fakeCaller } from "../../support/aws/fake-caller.ts";
import { compliant } from "../../support/compliant/index.ts";
import { memoryStore } from "../../support/object-store.ts";

const account = "111122223333";
const scope = { partition: "aws", account, region: "eu-west-1" };
const arn = `arn:aws:eks:eu-west-1:${account}:cluster/prod`;
const keys = { accessKeyId: "a", secretAccessKey: "b" };
const refused = new CredentialsUnavailable({
	service: "sts",
	operation: "AssumeRole",
	cause: "denied",
	message: "The role does not trust us.",
});

interface Reading {
	readonly config?: Partial<AppConfig>;
	readonly item?: Partial<ScanItem>;
	readonly answers?: Readonly<Record<string, Answer>>;
	readonly account?: PartReading["account"];
	readonly earlier?: PartReading["earlier"];
	readonly late?: boolean;
}

async function read(spec: PartSpec, { config = {}, item = {}, answers = {}, late = false, ...reading }: Reading = {}) {
	const places: string[] = [];
	const ports = {
		config: appConfig({ kinds: ["kms.Key", "iam.Policy"], ...config }),
		state: memoryStore("state"),
		connection: {
			caller: (place: typeof scope) => {
				places.push(place.region);
				return fakeCaller(answers, place);
			},
			release: () => {},
		},
		credentials: async () => keys,
		home: { partition: "aws", account: "-", region: "eu-west-1" },
		calls: () => 0,
	};
	const deadline = deadlineIn(late ? 0 : 60_000);
	const context = testContext(Date.parse("2026-06-15T12:00:00Z"));
	const partReading: PartReading = {
		item: { scope, regions: ["eu-west-1", "us-east-1"], ...item },
		account: "account" in reading ? reading.account : { partition: "aws", account, credentials: async () => keys },
		deadline: deadline.signal,
		now: context.now,
		log: context.log,
		earlier: reading.earlier ?? (async () => []),
	};
	const inventory = await (spec.type === "aws" ? awsReader(ports).read(spec, partReading) : insideReader(ports).read(spec, partReading));
	deadline.clear();
	return { ...inventory, places: [...new Set(places)], logged: context.logged };
}

const causes = ({ errors }: Pick<Inventory, "errors">) =>
	errors.map(({ operation, cause, kinds }) => `${operation} ${cause} ${kinds.join(" ")}`);

describe("the part of AWS", () => {
	const aws: PartSpec = { name: "aws", type: "aws" };

	it("is read in the region of the item, in no other", async () => {
		const { places, scopes, errors } = await read(aws, { answers: { "kms:ListKeys": { Keys: [] }, "kms:ListAliases": { Aliases: [] } } });
		expect(places.filter((place) => place !== "global")).toEqual(["eu-west-1"]);
		expect({ scopes, errors }).toEqual({ scopes: [scope], errors: [] });
	});

	it("is an error over its kinds when no access leads into the account, or the one that does is refused", async () => {
		const outside = await read(aws, { account: undefined });
		expect(causes(outside)).toEqual(["AssumeRole skipped kms.Key"]);
		expect(outside.errors[0]?.message).toContain("none of those that are configured");
		const denied = await read(aws, { account: { partition: "aws", account, credentials: () => Promise.reject(refused) } });
		expect(causes(denied)).toEqual(["AssumeRole denied kms.Key"]);
	});

	it("keeps the roles that service accounts of its clusters are given", async () => {
		const role = `arn:aws:iam::${account}:role/orders`;
		const serviceAccount = { ...compliant("kubernetes.ServiceAccount"), roleArn: role };
		const trust = encodeURIComponent(JSON.stringify({ Version: "2012-10-17", Statement: [] }));
		const details = { RoleDetailList: [{ Arn: role, RoleName: "orders", RoleId: "AROA", Path: "/", AssumeRolePolicyDocument: trust }] };
		const roles = async (earlier: PartReading["earlier"]) =>
			(
				await read(aws, {
					item: { clusters: [arn] },
					config: { kinds: ["kubernetes.ServiceAccount"] },
					answers: {
						"iam:GetAccountAuthorizationDetails": details,
						"iam:ListOpenIDConnectProviders": { OpenIDConnectProviderList: [] },
						"eks:ListClusters": { clusters: [] },
					},
					earlier,
				})
			).resources.map(({ arn: found }) => found);
		expect(await roles(async (type) => (type === "cluster" ? [{ scopes: [], resources: [serviceAccount], errors: [] }] : []))).toEqual([
			role,
		]);
		expect(await roles(async () => [])).toEqual([]);
	});
});

describe("the part of a cluster", () => {
	const cluster: PartSpec = { name: "cluster.prod", type: "cluster", arn };
	const clusterScope = { ...scope, cluster: "prod" };

	it.each([
		["is gone", fails("notFound"), "DescribeCluster notFound"],
		["is not shown", fails("denied"), "DescribeCluster denied"],
		["has no API server yet", { cluster: { status: "CREATING" } }, "DescribeCluster unsupported"],
	])("is an error over all that only a cluster shows when it %s", async (_, answer, expected) => {
		const inventory = await read(cluster, { answers: { "eks:DescribeCluster": answer }, config: { kubernetes: { clusters: [arn] } } });
		expect(inventory.scopes).toEqual([clusterScope]);
		expect(inventory.errors).toMatchObject([{ scope: clusterScope }]);
		expect(causes(inventory)[0]).toMatch(new RegExp(`^${expected} kubernetes\\.Cluster `));
	});

	it("is an error when its account cannot be entered", async () => {
		expect(causes(await read(cluster, { account: undefined }))[0]).toMatch(/^AssumeRole skipped kubernetes/);
		const denied = { partition: "aws", account, credentials: () => Promise.reject(refused) };
		expect(causes(await read(cluster, { account: denied }))[0]).toMatch(/^AssumeRole denied kubernetes/);
	});

	it("is named with its place when another cluster has its name", () => {
		const kubernetes = { clusters: [arn, arn.replace("eu-west-1", "us-east-1"), arn.replace("prod", "test")] };
		expect(kubernetes.clusters.map((each) => clusterName(each, { kubernetes }))).toEqual([
			`prod.eu-west-1.${account}`,
			`prod.us-east-1.${account}`,
			"test",
		]);
	});
});

describe("the part of databases", () => {
	const key = "postgres://127.0.0.1:1/orders";
	const databases: PartSpec = { name: "databases.0", type: "databases", keys: [key] };
	const { target } = parseTarget("postgres://reader@127.0.0.1:1/orders?sslmode=disable", "test");
	const wish = { key, url: { target }, place: "databases[0]" };

	it("is of its keys alone, and a server that does not answer stands in the scope of the item as unread", async () => {
		const other = { ...wish, key: "postgres://other" };
		const inventory = await read(databases, { config: { databases: [other, wish] } });
		expect(inventory.resources).toMatchObject([{ kind: "postgres.Server", ...scope, version: { unread: { operation: "connect" } } }]);
		expect(causes(inventory)).toEqual(["connect network "]);
		expect(inventory.logged.map(({ data }) => data)).toEqual([{ host: "127.0.0.1", sslmode: "disable" }]);
	});

	it("costs a database whose login cannot be settled, and no other", async () => {
		const nobody = { ...wish, key: "mysql://x", url: { target: { ...target, engine: "mysql" as const, user: undefined } } };
		const inventory = await read({ ...databases, keys: [key, "mysql://x"] }, { config: { databases: [nobody, wish] } });
		expect(inventory.resources).toHaveLength(1);
		expect(causes(inventory)).toContain("connect denied mysql.Server database.Connection");
		expect(inventory.errors.every(({ scope: place }) => place.account === account)).toBe(true);
	});

	it("reads secrets as the function itself: nothing is looked for in profiles or elsewhere", async () => {
		const secretArn = `arn:aws:secretsmanager:eu-central-1:${account}:secret:orders-AbCdEf`;
		const answers = { "secretsmanager:GetSecretValue": { SecretString: JSON.stringify({ username: "reader", password: "s3cret-value" }) } };
		const inventory = await read(databases, { config: { databases: [{ ...wish, secretArn }] }, answers });
		expect(inventory.resources).toMatchObject([{ connection: { authentication: "password" } }]);
		expect(causes(inventory)).toEqual(["connect network "]);
		expect(JSON.stringify(inventory)).not.toContain("s3cret-value");
	});

	it("is unread, not absent, of what the plan names and the configuration does not know: a deployment came between", async () => {
		const planned = { ...databases, keys: [key, "mysql://new:3306/x", "arn:aws:secretsmanager:eu-central-1:111122223333:secret:new"] };
		const inventory = await read(planned, { config: { databases: [wish] } });
		expect(inventory.resources).toHaveLength(1);
		expect(causes(inventory)).toEqual([
			"connect network ",
			"connect skipped mysql.Server database.Connection",
			"connect skipped postgres.Server mysql.Server database.Connection",
		]);
	});

	it("is unread, not absent, when time runs out", async () => {
		// It takes the connection and says nothing.
		const silent = createServer().listen(0, "127.0.0.1");
		await once(silent, "listening");
		const { port } = silent.address() as AddressInfo;
		const mute = { ...wish, url: { target: { ...target, host: "127.0.0.1", port } } };
		const inventory = await read(databases, { config: { databases: [mute] }, late: true });
		silent.close();
		expect(inventory.resources).toEqual([]);
		expect(causes(inventory)).toEqual(["connect timeout postgres.Server database.Connection"]);
	});
});
