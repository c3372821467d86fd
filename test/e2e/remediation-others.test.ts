import { CreateTrailCommand } from "@aws-sdk/client-cloudtrail";
import { CreateLogGroupCommand, PutRetentionPolicyCommand } from "@aws-sdk/client-cloudwatch-logs";
import { AuthorizeSecurityGroupIngressCommand, CreateSecurityGroupCommand, DescribeSubnetsCommand } from "@aws-sdk/client-ec2";
import { AssociateAccessPolicyCommand, CreateAccessEntryCommand, CreateClusterCommand } from "@aws-sdk/client-eks";
import {
	CreateAliasCommand,
	CreateKeyCommand,
	DisableKeyCommand,
	PutKeyPolicyCommand,
	ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import {
	CreateDBClusterCommand,
	CreateDBClusterParameterGroupCommand,
	CreateDBInstanceCommand,
	CreateDBParameterGroupCommand,
	ModifyDBClusterParameterGroupCommand,
	ModifyDBParameterGroupCommand,
} from "@aws-sdk/client-rds";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { CreateSecretCommand, PutResourcePolicyCommand } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type AwsCaller, type AwsCommand, createAwsCaller } from "../../shared/aws/caller.ts";
import { type AwsClients, createClients } from "../../shared/aws/clients.ts";
import { createLimiter } from "../../shared/aws/concurrency.ts";
import { scanMakers } from "../../shared/aws/makers.ts";
import type { AwsServiceName } from "../../shared/aws/services.ts";
import { need } from "../../shared/core/observed.ts";
import type { Action, ActionSettings, ApiCall, JsonObject, Plan, RepairTarget } from "../../shared/remediations/action.ts";
import { cloudtrailCommands } from "../../shared/remediations/commands/cloudtrail.ts";
import { ec2Commands } from "../../shared/remediations/commands/ec2.ts";
import { eksCommands } from "../../shared/remediations/commands/eks.ts";
import { kmsCommands } from "../../shared/remediations/commands/kms.ts";
import { logsCommands } from "../../shared/remediations/commands/logs.ts";
import { rdsParameterCommands } from "../../shared/remediations/commands/rds-parameters.ts";
import { secretsmanagerCommands } from "../../shared/remediations/commands/secretsmanager.ts";
import { eksActions } from "../../shared/remediations/eks/index.ts";
import { kmsActions } from "../../shared/remediations/kms/index.ts";
import { logsActions } from "../../shared/remediations/logs/index.ts";
import { networkActions } from "../../shared/remediations/network/index.ts";
import { parametersActions } from "../../shared/remediations/parameters/index.ts";
import { secretsActions } from "../../shared/remediations/secrets/index.ts";
import { type Emulator, startEmulator } from "../support/aws/emulator.ts";
import { testSettings } from "../support/remediation-cases.ts";

const account = "123456789012";
const region = "eu-west-1";
const commands = {
	...cloudtrailCommands,
	...ec2Commands,
	...eksCommands,
	...kmsCommands,
	...logsCommands,
	...rdsParameterCommands,
	...secretsmanagerCommands,
} as Readonly<Record<string, (input: JsonObject) => AwsCommand<object>>>;
const actions = [...eksActions, ...kmsActions, ...logsActions, ...networkActions, ...parametersActions, ...secretsActions];
const admins = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";
const settings: ActionSettings = { ...testSettings, breakGlass: [`arn:aws:iam::${account}:role/break-glass`] };

let emulator: Emulator;
let clients: AwsClients;
let aws: AwsCaller;
const before: Record<string, string | undefined> = {};

const send = async <Output extends object>(service: AwsServiceName, command: AwsCommand<Output>): Promise<Output> =>
	need(await aws.call(service, command));
const target = (kind: RepairTarget["kind"], arn: string, name: string): RepairTarget => ({
	arn,
	kind,
	name,
	partition: "aws",
	account,
	region,
});
const actionOf = (id: string): Action => {
	const found = actions.find((action) => action.id === id);
	if (!found) throw new Error(`There is no ${id}.`);
	return found;
};

beforeAll(async () => {
	emulator = await startEmulator();
	// The SDK reads the endpoint from the environment when a client is made.
	for (const [name, value] of Object.entries(emulator.env)) {
		before[name] = process.env[name];
		process.env[name] = value;
	}
	clients = createClients({ version: "0.0.0", concurrency: 8, maxAttempts: 2, makers: scanMakers });
	const scope = { partition: "aws", account, region };
	const credentials = async () => ({ accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "secret" });
	aws = createAwsCaller({ scope, limiter: createLimiter(8), client: (service) => clients.client(credentials, region, service) });
});

afterAll(async () => {
	for (const [name, value] of Object.entries(before)) {
		if (value === undefined) delete process.env[name];
		else process.env[name] = value;
	}
	clients?.close();
	await emulator?.stop();
});

async function read(action: Action, of: RepairTarget): Promise<unknown> {
	const reading = await action.read(of, aws);
	if (!("state" in reading)) throw new Error(`${action.id}: ${JSON.stringify(reading)}`);
	return reading.state;
}

async function make(calls: readonly ApiCall[]): Promise<void> {
	for (const { api, input } of calls) {
		const command = commands[api]?.(input);
		if (!command) throw new Error(`There is no command for ${api}.`);
		await send(api.split(":")[0] as AwsServiceName, command);
	}
}

/** Reads, repairs, reads, takes back, reads: the facts are what the plan says each time. */
async function repairs(id: string, of: RepairTarget): Promise<Plan> {
	const action = actionOf(id);
	const state = await read(action, of);
	const plan = action.plan(state, settings, of);
	if (plan.kind !== "plan") throw new Error(`${id}: ${JSON.stringify(plan)}`);
	expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
	await make(plan.calls);
	const after = await read(action, of);
	expect(action.facts(after)).toEqual(plan.desired);
	expect(action.plan(after, settings, of)).toMatchObject({ kind: "compliant" });
	if (!("irreversible" in plan.inverse)) {
		await make(plan.inverse);
		expect(action.facts(await read(action, of))).toEqual(action.facts(state));
	}
	return plan;
}

const key = async (): Promise<RepairTarget> => {
	const { KeyMetadata } = await send("kms", new CreateKeyCommand({}));
	return target("kms.Key", KeyMetadata?.Arn ?? "", "a key");
};

describe("repairs against an AWS server", () => {
	it("close the port of a database, and open it again with description and tags", async () => {
		const { GroupId = "" } = await send("ec2", new CreateSecurityGroupCommand({ GroupName: "databases", Description: "databases" }));
		const permission = (FromPort: number, ToPort: number, more: object) => ({ IpProtocol: "tcp", FromPort, ToPort, ...more });
		await send(
			"ec2",
			new AuthorizeSecurityGroupIngressCommand({
				GroupId,
				IpPermissions: [
					permission(5432, 5432, {
						IpRanges: [{ CidrIp: "0.0.0.0/1", Description: "one half" }, { CidrIp: "128.0.0.0/1" }, { CidrIp: "10.0.0.0/8" }],
					}),
					permission(5432, 5432, { Ipv6Ranges: [{ CidrIpv6: "::/0", Description: "six" }] }),
				],
				TagSpecifications: [{ ResourceType: "security-group-rule", Tags: [{ Key: "Owner", Value: "payments" }] }],
			}),
		);
		await send(
			"ec2",
			new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [permission(443, 443, { IpRanges: [{ CidrIp: "0.0.0.0/0" }] })] }),
		);
		await send(
			"rds",
			new CreateDBInstanceCommand({
				DBInstanceIdentifier: "guarded",
				DBInstanceClass: "db.m6g.large",
				Engine: "postgres",
				Port: 5432,
				VpcSecurityGroupIds: [GroupId],
				MasterUsername: "root",
				MasterUserPassword: "not a real one",
				AllocatedStorage: 20,
			}),
		);
		const plan = await repairs(
			"security-group-database-port-closed",
			target("ec2.SecurityGroup", `arn:aws:ec2:${region}:${account}:security-group/${GroupId}`, "databases"),
		);
		expect(plan.desired).toMatchObject({ ingress: [{ source: "10.0.0.0/8", tags: { Owner: "payments" } }] });
	});

	it("turn on the rotation of a key", async () => {
		await repairs("kms-key-rotation", await key());
	});

	it("enable a key, and cancel its deletion", async () => {
		const disabled = await key();
		await send("kms", new DisableKeyCommand({ KeyId: disabled.arn }));
		await repairs("kms-key-usable", disabled);
		const doomed = await key();
		await send("kms", new ScheduleKeyDeletionCommand({ KeyId: doomed.arn, PendingWindowInDays: 7 }));
		expect((await repairs("kms-key-usable", doomed)).calls).toHaveLength(2);
	});

	it("take everybody out of a key policy", async () => {
		const open = await key();
		const Statement = [
			{ Sid: "Admin", Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "kms:*", Resource: "*" },
			{ Sid: "Open", Effect: "Allow", Principal: "*", Action: "kms:Decrypt", Resource: "*" },
		];
		const Policy = JSON.stringify({ Version: "2012-10-17", Statement }, null, 2);
		await send("kms", new PutKeyPolicyCommand({ KeyId: open.arn, PolicyName: "default", Policy }));
		await repairs("kms-key-policy-not-public", open);
	});

	describe("of secrets", () => {
		const secret = async (Name: string) =>
			target(
				"secretsmanager.Secret",
				(await send("secretsmanager", new CreateSecretCommand({ Name, SecretString: "{}" }))).ARN ?? "",
				Name,
			);

		it("take everybody out of a policy, and delete what is left empty", async () => {
			const open = { Effect: "Allow", Principal: "*", Action: "secretsmanager:GetSecretValue", Resource: "*" };
			const app = { ...open, Principal: { AWS: `arn:aws:iam::${account}:role/app` } };
			for (const [name, Statement] of [
				["both", [open, app]],
				["open", [open]],
			] as const) {
				const made = await secret(name);
				const ResourcePolicy = JSON.stringify({ Version: "2012-10-17", Statement });
				await send("secretsmanager", new PutResourcePolicyCommand({ SecretId: made.arn, ResourcePolicy }));
				await repairs("secret-policy-not-public", made);
			}
		});

		it("delete one that nobody reads, and restore it", async () => {
			const made = await secret("forgotten");
			vi.useFakeTimers({ now: Date.now() + 91 * 86_400_000, toFake: ["Date"] });
			try {
				await repairs("secret-unused-deleted", made);
			} finally {
				vi.useRealTimers();
			}
		});
	});

	describe("of an EKS cluster", () => {
		let cluster: RepairTarget;

		beforeAll(async () => {
			const { Subnets = [] } = await send("ec2", new DescribeSubnetsCommand({}));
			const { cluster: made } = await send(
				"eks",
				new CreateClusterCommand({
					name: "prod",
					roleArn: `arn:aws:iam::${account}:role/eks`,
					version: "1.32",
					resourcesVpcConfig: { subnetIds: Subnets.slice(0, 2).flatMap(({ SubnetId }) => SubnetId ?? []) },
					accessConfig: { authenticationMode: "API" },
					logging: { clusterLogging: [{ types: ["scheduler"], enabled: true }] },
				}),
			);
			cluster = target("eks.Cluster", made?.arn ?? "", "prod");
			for (const name of ["break-glass", "ci/deploy"]) {
				const entry = { clusterName: "prod", principalArn: `arn:aws:iam::${account}:role/${name}` };
				await send("eks", new CreateAccessEntryCommand(entry));
				await send("eks", new AssociateAccessPolicyCommand({ ...entry, policyArn: admins, accessScope: { type: "cluster" } }));
			}
			const { KeyMetadata } = await send("kms", new CreateKeyCommand({}));
			await send("kms", new CreateAliasCommand({ AliasName: "alias/parapet", TargetKeyId: KeyMetadata?.KeyId ?? "" }));
		});

		it("turn on its logs", async () => {
			await repairs("eks-cluster-logs", cluster);
		});

		it("limit its endpoint", async () => {
			expect((await repairs("eks-cluster-endpoint-restricted", cluster)).calls).toHaveLength(2);
		});

		it("take administration from whom nobody named", async () => {
			expect((await repairs("eks-cluster-admin-known", cluster)).calls).toHaveLength(1);
		});

		it("encrypt its secrets", async () => {
			await repairs("eks-cluster-secrets-encrypted", cluster);
		});

		it("read its version with everything that the upgrade hangs on", async () => {
			const action = actionOf("eks-cluster-version");
			expect(await read(action, cluster)).toMatchObject({ version: "1.32", nodeGroups: {}, blockers: [] });
		});
	});

	it("set parameters of an instance, and reset them", async () => {
		await send(
			"rds",
			new CreateDBParameterGroupCommand({ DBParameterGroupName: "orders", DBParameterGroupFamily: "postgres16", Description: "orders" }),
		);
		const Parameters = [{ ParameterName: "log_statement", ParameterValue: "none", ApplyMethod: "immediate" as const }];
		await send("rds", new ModifyDBParameterGroupCommand({ DBParameterGroupName: "orders", Parameters }));
		const { DBInstance } = await send(
			"rds",
			new CreateDBInstanceCommand({
				DBInstanceIdentifier: "orders",
				DBInstanceClass: "db.m6g.large",
				Engine: "postgres",
				EngineVersion: "16.6",
				DBParameterGroupName: "orders",
				MasterUsername: "root",
				MasterUserPassword: "not a real one",
				AllocatedStorage: 20,
			}),
		);
		const instance = target("rds.DbInstance", DBInstance?.DBInstanceArn ?? "", "orders");
		// What nobody had set is reset, what somebody had set is set back.
		for (const id of ["log-connections", "log-disconnections", "log-statement", "pgaudit-loaded"])
			await repairs(`rds-parameter-group-${id}`, instance);
		expect(await read(actionOf("rds-parameter-group-log-connections"), instance)).toMatchObject({ sharedWith: [] });
	});

	it("set parameters of a cluster, and reset them", async () => {
		const group = { DBClusterParameterGroupName: "main" };
		await send(
			"rds",
			new CreateDBClusterParameterGroupCommand({ ...group, DBParameterGroupFamily: "aurora-mysql8.0", Description: "main" }),
		);
		const Parameters = [{ ParameterName: "server_audit_logging", ParameterValue: "0", ApplyMethod: "immediate" as const }];
		await send("rds", new ModifyDBClusterParameterGroupCommand({ ...group, Parameters }));
		const { DBCluster } = await send(
			"rds",
			new CreateDBClusterCommand({
				...group,
				DBClusterIdentifier: "main",
				Engine: "aurora-mysql",
				EngineVersion: "8.0.mysql_aurora.3.08.0",
				MasterUsername: "root",
				MasterUserPassword: "not a real one",
			}),
		);
		const cluster = target("rds.DbCluster", DBCluster?.DBClusterArn ?? "", "main");
		for (const id of ["audit-logging", "tls-required"]) await repairs(`rds-parameter-group-${id}`, cluster);
	});

	it("keep the events of a log group, under a key", async () => {
		const logGroupName = "/aws/rds/instance/orders/postgresql";
		await send("logs", new CreateLogGroupCommand({ logGroupName }));
		await send("logs", new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 7 }));
		const group = target("logs.LogGroup", `arn:aws:logs:${region}:${account}:log-group:${logGroupName}`, logGroupName);
		await repairs("log-group-retention", group);
		await repairs("log-group-encrypted", group);
	});

	it("start a trail", async () => {
		await send("s3", new CreateBucketCommand({ Bucket: "trail-logs", CreateBucketConfiguration: { LocationConstraint: region } }));
		await send("cloudtrail", new CreateTrailCommand({ Name: "audit", S3BucketName: "trail-logs" }));
		await repairs("account-trail-logging", target("aws.Region", `arn:aws:account:${region}:${account}:region`, region));
	});
});
