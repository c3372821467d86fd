import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AwsCaller, createAwsCaller } from "../../shared/aws/caller.ts";
import { type AwsClients, createClients } from "../../shared/aws/clients.ts";
import { createLimiter } from "../../shared/aws/concurrency.ts";
import { scanMakers } from "../../shared/aws/makers.ts";
import { collectBackup } from "../../shared/collectors/aws/backup/collect.ts";
import { collectEc2 } from "../../shared/collectors/aws/ec2/collect.ts";
import { collectEks } from "../../shared/collectors/aws/eks/collect.ts";
import { collectIam } from "../../shared/collectors/aws/iam/collect.ts";
import { collectKms } from "../../shared/collectors/aws/kms/collect.ts";
import { collectLogs } from "../../shared/collectors/aws/logs/collect.ts";
import { collectRegionSettings } from "../../shared/collectors/aws/region/collect.ts";
import { collectSecrets } from "../../shared/collectors/aws/secrets/collect.ts";
import type { Collected } from "../../shared/collectors/ports.ts";
import { need, seen } from "../../shared/core/observed.ts";
import { everything, factsOver, ofKind } from "../support/aws/around.ts";
import { type Emulator, type SmallEstate, startEmulator } from "../support/aws/emulator.ts";

let emulator: Emulator;
let estate: SmallEstate;
let clients: AwsClients;
let aws: AwsCaller;

const before: Record<string, string | undefined> = {};

beforeAll(async () => {
	emulator = await startEmulator();
	// The SDK reads the endpoint from the environment when a client is made.
	for (const [name, value] of Object.entries(emulator.env)) {
		before[name] = process.env[name];
		process.env[name] = value;
	}
	estate = await emulator.seedSmall();
	clients = createClients({ version: "0.0.0", concurrency: 16, maxAttempts: 2, makers: scanMakers });
	const scope = { partition: "aws", account: estate.account, region: estate.region };
	const credentials = async () => ({ accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "secret" });
	aws = createAwsCaller({ scope, limiter: createLimiter(16), client: (service) => clients.client(credentials, scope.region, service) });
});

afterAll(async () => {
	for (const [name, value] of Object.entries(before)) {
		if (value === undefined) delete process.env[name];
		else process.env[name] = value;
	}
	clients?.close();
	await emulator?.stop();
});

beforeEach(async () => {
	await emulator.faults([]);
	await emulator.forgetCalls();
});

const named = <T extends { readonly name: string }>(resources: readonly T[], name: string): T => {
	const found = resources.find((resource) => resource.name === name);
	if (!found) throw new Error(`${name} was not collected`);
	return found;
};

describe("collected from an AWS server", () => {
	it("security groups carry their rules, prefix lists resolved, and instances their exposure", async () => {
		const collected = await collectEc2(aws, factsOver(aws), everything);
		expect(collected.errors).toEqual([]);
		const groups = ofKind(collected, "ec2.SecurityGroup");
		expect(named(groups, "prefix-list").ingress).toMatchObject([
			{ source: { value: estate.prefixList }, cidrs: ["0.0.0.0/1", "128.0.0.0/1"] },
		]);
		expect(named(groups, "open-v6").ingress).toMatchObject([{ protocol: "tcp", fromPort: 3306, toPort: 3306, cidrs: ["::/0"] }]);
		const [instance] = ofKind(collected, "ec2.Instance");
		expect(instance?.instanceId).toBe(estate.ec2Instance);
		expect(need(instance?.network ?? seen(undefined))?.subnets).toMatchObject([{ id: estate.subnets["public-a"], public: true }]);
	});

	it("subnets are public by their routes", async () => {
		const network = await factsOver(aws).network();
		const { subnets } = need(network.exposure([], Object.values(estate.subnets), undefined));
		expect(subnets.filter((subnet) => subnet.public).map(({ id }) => id)).toEqual([estate.subnets["public-a"], estate.subnets["public-b"]]);
	});

	it("keys carry policy, rotation and grants", async () => {
		const keys = ofKind(await collectKms(aws, factsOver(aws)), "kms.Key");
		expect(named(keys, "alias/databases")).toMatchObject({
			arn: estate.kmsKeys.rotated,
			rotation: { value: { enabled: true } },
			grants: { value: [{ name: "foreign" }] },
		});
		expect(keys.find(({ arn }) => arn === estate.kmsKeys.public)?.policy).toMatchObject({
			value: { json: expect.stringContaining('"*"') },
		});
		expect(keys.find(({ arn }) => arn === estate.kmsKeys.pendingDeletion)).toMatchObject({ state: "PendingDeletion" });
	});

	it("EKS clusters carry their parts", async () => {
		const collected = await collectEks(aws, factsOver(aws));
		expect(collected.errors).toEqual([]);
		const clusters = ofKind(collected, "eks.Cluster");
		expect(named(clusters, "open")).toMatchObject({
			publicAccessCidrs: ["0.0.0.0/1", "128.0.0.0/1"],
			versionSupport: { value: { version: "1.29" } },
			accessEntries: seen([]),
		});
		expect(named(clusters, "good")).toMatchObject({
			deletionProtection: true,
			encryptionKey: { value: { manager: "CUSTOMER" } },
			accessEntries: { value: [{ principalArn: estate.roles.app, policies: { value: [{ scopeType: "cluster" }] } }] },
			addons: { value: [{ name: "vpc-cni" }] },
			nodeGroupNames: seen(["workers"]),
			oidcProvider: seen(false),
			network: { value: { subnets: [{ public: false }, { public: false }] } },
		});
		expect(ofKind(collected, "eks.NodeGroup")).toHaveLength(2);
		expect(ofKind(collected, "eks.FargateProfile")).toMatchObject([{ podExecutionRole: { value: { exists: true } } }]);
		expect(ofKind(collected, "eks.IdentityProvider")).toMatchObject([{ issuerUrl: "https://login.example.com" }]);
		expect(ofKind(collected, "eks.PodIdentity")).toMatchObject([{ namespace: "shop", role: { value: { exists: true } } }]);
	});

	it("IAM keeps the grants over databases and keys", async () => {
		const collected = await collectIam(aws, factsOver(aws));
		expect(collected.errors).toEqual([]);
		expect(named(ofKind(collected, "iam.Principal"), "app").policies).toMatchObject([
			{ inline: true, document: { json: expect.stringContaining("rds-db:connect") } },
		]);
		expect(named(ofKind(collected, "iam.Principal"), "analyst").policies).toMatchObject([
			{ policyArn: estate.iamPolicy, document: { json: expect.stringContaining("kms:Decrypt") } },
		]);
		expect(ofKind(collected, "iam.Policy").map(({ arn }) => arn)).toContain(estate.iamPolicy);
	});

	it("secrets, log groups, alarms and backups carry what rules need", async () => {
		const secrets = ofKind(await collectSecrets(aws, factsOver(aws)), "secretsmanager.Secret");
		expect(named(secrets, "public-secret").policy).toMatchObject({ value: { json: expect.stringContaining("GetSecretValue") } });
		const logs = await collectLogs(aws, factsOver(aws), everything);
		expect(named(ofKind(logs, "logs.LogGroup"), "/aws/rds/instance/public/postgresql")).toMatchObject({
			retentionDays: 3,
			source: `arn:aws:rds:${estate.region}:${estate.account}:db:public`,
			resourcePolicies: { value: [{ name: "open" }] },
		});
		expect(ofKind(logs, "cloudwatch.Alarm")).toMatchObject([{ name: "kms", namespace: "cis" }]);
		const backup = await collectBackup(aws, factsOver(aws), everything);
		expect(ofKind(backup, "backup.Vault")).toMatchObject([{ name: "vault" }]);
		expect(ofKind(backup, "backup.RecoveryPoint")).toMatchObject([
			{ encrypted: false, resourceArn: expect.stringContaining("db:unencrypted") },
		]);
	});

	it("backup coverage follows the selection's tags", async () => {
		const backup = await factsOver(aws).backup();
		const database = `arn:aws:rds:${estate.region}:${estate.account}:db:good`;
		expect(need(backup.coverage(database, seen({ backup: "daily" }))).plans).toMatchObject([
			{ planName: "daily", selectionName: "tagged", vault: "vault", vaultLocked: true },
		]);
		expect(need(backup.coverage(database, seen({}))).plans).toEqual([]);
	});

	it("the region knows its backup plans and GuardDuty features", async () => {
		const [region] = ofKind(await collectRegionSettings(aws, factsOver(aws)), "aws.Region");
		expect(region).toMatchObject({
			backupPlans: seen(1),
			backupVaults: seen(1),
			guardDuty: { value: { enabled: true, features: { RDS_LOGIN_EVENTS: true } } },
		});
	});
});

describe("when AWS refuses", () => {
	it("each denied listing is an error of its kinds, and nothing looks empty", async () => {
		const rows: [string, () => Promise<Collected>][] = [
			["eks", () => collectEks(aws, factsOver(aws))],
			["kms", () => collectKms(aws, factsOver(aws))],
			["secretsmanager", () => collectSecrets(aws, factsOver(aws))],
			["logs", () => collectLogs(aws, factsOver(aws), everything)],
			["ec2", () => collectEc2(aws, factsOver(aws), everything)],
			["backup", () => collectBackup(aws, factsOver(aws), everything)],
			["iam", () => collectIam(aws, factsOver(aws))],
		];
		for (const [service, collect] of rows) {
			await emulator.faults([{ service, kind: "deny" }]);
			const { errors } = await collect();
			expect([service, errors.some(({ cause, kinds }) => cause === "denied" && kinds.length > 0)]).toEqual([service, true]);
		}
	});

	it("a denied route table leaves exposures unread instead of private", async () => {
		await emulator.faults([{ service: "ec2", operation: "DescribeRouteTables", kind: "deny" }]);
		const clusters = ofKind(await collectEks(aws, factsOver(aws)), "eks.Cluster");
		for (const { network } of clusters) expect(network).toHaveProperty("unread.cause", "denied");
	});

	it("an answer that does not parse is malformed or unsupported, never empty", async () => {
		await emulator.faults([{ service: "eks", operation: "DescribeCluster", kind: "malformed" }]);
		const { errors, resources } = await collectEks(aws, factsOver(aws));
		expect(resources).toEqual([]);
		expect(errors.map(({ operation }) => operation)).toEqual(["DescribeCluster", "DescribeCluster"]);
		for (const { cause } of errors) expect(["malformed", "unsupported"]).toContain(cause);
	});
});
