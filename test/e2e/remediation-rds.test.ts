import {
	CreateDBClusterCommand,
	CreateDBClusterSnapshotCommand,
	CreateDBInstanceCommand,
	CreateDBSnapshotCommand,
	DescribeDBProxiesCommand,
	ModifyDBClusterSnapshotAttributeCommand,
	ModifyDBSnapshotAttributeCommand,
} from "@aws-sdk/client-rds";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AwsCaller, AwsCommand } from "../../shared/aws/caller.ts";
import { type AwsConnection, connect } from "../../shared/aws/connection.ts";
import type { ResourceKind } from "../../shared/core/kinds.ts";
import type { Action, ActionSettings, ApiCall, RepairTarget } from "../../shared/remediations/action.ts";
import { rdsCommands } from "../../shared/remediations/commands/rds.ts";
import { rdsActions } from "../../shared/remediations/rds/index.ts";
import { type Emulator, type SmallEstate, startEmulator } from "../support/aws/emulator.ts";

let emulator: Emulator;
let estate: SmallEstate;
let connection: AwsConnection;
let aws: AwsCaller;
let settings: ActionSettings;
const before = { ...process.env };

async function must<Output extends object>(command: AwsCommand<Output>): Promise<Output> {
	const answer = await aws.call("rds", command);
	if ("unread" in answer) throw new Error(JSON.stringify(answer.unread));
	return answer.value;
}

/** Databases on which everything is wrong: an instance, an Aurora cluster with two members, a Multi-AZ DB cluster, and their snapshots. */
async function plantWeak() {
	const off = { DeletionProtection: false, StorageEncrypted: false, CopyTagsToSnapshot: false, EnableIAMDatabaseAuthentication: false };
	const common = { MasterUsername: "dbo", MasterUserPassword: "not-a-secret-1", DBSubnetGroupName: "private" };
	const groups = [estate.securityGroups.private, estate.securityGroups.open];
	const instance = {
		DBInstanceClass: "db.m6g.large",
		AutoMinorVersionUpgrade: false,
		PubliclyAccessible: true,
		CACertificateIdentifier: "rds-ca-2019",
	};
	for (const [DBInstanceIdentifier, BackupRetentionPeriod] of [
		["weak", 0],
		["short", 2],
	] as const)
		await must(
			new CreateDBInstanceCommand({
				...common,
				...off,
				...instance,
				DBInstanceIdentifier,
				Engine: "postgres",
				EngineVersion: "16.9",
				AllocatedStorage: 20,
				MultiAZ: false,
				BackupRetentionPeriod,
				VpcSecurityGroupIds: groups,
				Tags: [{ Key: "owner", Value: "team-a" }],
			}),
		);
	const cluster = { ...common, ...off, BackupRetentionPeriod: 1, VpcSecurityGroupIds: groups };
	await must(
		new CreateDBClusterCommand({ ...cluster, DBClusterIdentifier: "weak-aurora", Engine: "aurora-postgresql", EngineVersion: "16.6" }),
	);
	for (const DBInstanceIdentifier of ["weak-aurora-1", "weak-aurora-2"])
		await must(
			new CreateDBInstanceCommand({ ...instance, DBInstanceIdentifier, Engine: "aurora-postgresql", DBClusterIdentifier: "weak-aurora" }),
		);
	await must(
		new CreateDBClusterCommand({
			...cluster,
			DBClusterIdentifier: "weak-multi-az",
			Engine: "postgres",
			EngineVersion: "16.9",
			DBClusterInstanceClass: "db.m6gd.large",
			AllocatedStorage: 100,
			Iops: 1000,
			StorageType: "io1",
			AutoMinorVersionUpgrade: false,
		}),
	);
	const share = { AttributeName: "restore", ValuesToAdd: ["all", estate.foreign, "444455556666"] };
	await must(new CreateDBSnapshotCommand({ DBInstanceIdentifier: "weak", DBSnapshotIdentifier: "weak-june" }));
	await must(new ModifyDBSnapshotAttributeCommand({ DBSnapshotIdentifier: "weak-june", ...share }));
	await must(new CreateDBClusterSnapshotCommand({ DBClusterIdentifier: "weak-aurora", DBClusterSnapshotIdentifier: "weak-aurora-june" }));
	await must(new ModifyDBClusterSnapshotAttributeCommand({ DBClusterSnapshotIdentifier: "weak-aurora-june", ...share }));
	const { account, region } = estate;
	await must(rdsCommands["rds:EnableHttpEndpoint"]({ ResourceArn: `arn:aws:rds:${region}:${account}:cluster:weak-aurora` }));
}

beforeAll(async () => {
	emulator = await startEmulator();
	Object.assign(process.env, emulator.env);
	estate = await emulator.seedSmall();
	connection = connect({ version: "0", concurrency: 4, maxAttempts: 2, requestTimeout: 10_000 });
	const { AWS_ACCESS_KEY_ID: accessKeyId = "", AWS_SECRET_ACCESS_KEY: secretAccessKey = "" } = emulator.env;
	aws = connection.caller({ partition: "aws", account: estate.account, region: estate.region }, async () => ({
		accessKeyId,
		secretAccessKey,
	}));
	settings = {
		trustedAccounts: ["444455556666"],
		allowedCidrs: [],
		backupDays: 7,
		logDays: 365,
		kmsKey: estate.kmsKeys.rotated,
		monitoringRole: estate.roles.app,
		rotationDays: 30,
		ephemeralTags: {},
		breakGlass: [],
		eventTopic: `arn:aws:sns:${estate.region}:${estate.account}:databases`,
	};
	await plantWeak();
});

afterAll(async () => {
	connection?.close();
	for (const name of Object.keys(emulator?.env ?? {})) {
		if (before[name] === undefined) delete process.env[name];
		else process.env[name] = before[name];
	}
	await emulator?.stop();
});

const named = (kind: ResourceKind, what: string, name: string): RepairTarget => {
	const { account, region } = estate;
	return { kind, arn: `arn:aws:rds:${region}:${account}:${what}:${name}`, name, partition: "aws", account, region };
};

/** On what each repair is tried; what is not named here is tried on the weak thing of its kind. */
const places: Readonly<Record<string, readonly string[]>> = {
	"rds-instance-backup-retention": ["weak", "short"],
	"rds-instance-private": ["weak", "weak-aurora-1"],
	"rds-instance-minor-upgrades": ["weak", "weak-aurora-1"],
	"rds-instance-performance-insights": ["weak", "weak-aurora-1"],
	"rds-instance-enhanced-monitoring": ["weak", "weak-aurora-1"],
	"rds-instance-certificate-authority": ["weak", "weak-aurora-1"],
	"rds-cluster-performance-insights": ["weak-multi-az"],
	"rds-cluster-enhanced-monitoring": ["weak-multi-az"],
	"rds-cluster-data-api-off": ["weak-aurora"],
	"rds-snapshot-encrypted": ["weak-june"],
};

async function targetsOf({ id, kinds }: Action): Promise<RepairTarget[]> {
	const { account, region } = estate;
	switch (kinds[0]) {
		case "rds.DbInstance":
			return (places[id] ?? ["weak"]).map((name) => named("rds.DbInstance", "db", name));
		case "rds.DbCluster":
			return (places[id] ?? ["weak-aurora", "weak-multi-az"]).map((name) => named("rds.DbCluster", "cluster", name));
		case "rds.Snapshot":
			return (places[id] ?? ["weak-june", "weak-aurora-june"]).map((name) =>
				named("rds.Snapshot", name === "weak-june" ? "snapshot" : "cluster-snapshot", name),
			);
		case "rds.GlobalCluster":
			return [{ ...named("rds.GlobalCluster", "global-cluster", "global-old"), arn: `arn:aws:rds::${account}:global-cluster:global-old` }];
		case "rds.DbProxy": {
			const arn = (await must(new DescribeDBProxiesCommand({}))).DBProxies?.[0]?.DBProxyArn ?? "";
			return [{ ...named("rds.DbProxy", "db-proxy", "proxy-plain"), arn }];
		}
		default:
			return [{ kind: "aws.Region", arn: `arn:aws:account:${region}:${account}:region`, name: region, partition: "aws", account, region }];
	}
}

async function look(action: Action, target: RepairTarget) {
	const reading = await action.read(target, aws);
	if (!("state" in reading)) throw new Error(JSON.stringify(reading));
	return { decision: action.plan(reading.state, settings, target), facts: action.facts(reading.state) };
}

async function make(calls: readonly ApiCall[]): Promise<void> {
	for (const { api, input } of calls) await must(rdsCommands[api as keyof typeof rdsCommands](input) as AwsCommand<object>);
}

// RDS has no call that makes a Multi-AZ DB cluster private: it is always refused.
const tried = rdsActions.filter(({ id }) => id !== "rds-cluster-private");
const onesBack = tried.filter(({ reversible }) => reversible === true);
const onesForGood = tried.filter(({ reversible }) => reversible !== true);

describe("Over the API of RDS", () => {
	it.each(onesBack.map((action) => [action.id, action] as const))(
		"%s repairs, and what was there comes back exactly",
		async (_id, action) => {
			for (const target of await targetsOf(action)) {
				const first = await look(action, target);
				if (first.decision.kind !== "plan") throw new Error(`${target.name}: ${JSON.stringify(first)}`);
				await make(first.decision.calls);
				const repaired = await look(action, target);
				expect(repaired).toMatchObject({ decision: { kind: "compliant" }, facts: first.decision.desired });
				if ("irreversible" in first.decision.inverse) throw new Error("There is no way back.");
				await make(first.decision.inverse);
				expect((await look(action, target)).facts).toEqual(first.facts);
			}
		},
	);

	it.each(onesForGood.map((action) => [action.id, action] as const))("%s repairs for good", async (_id, action) => {
		for (const target of await targetsOf(action)) {
			const first = await look(action, target);
			if (first.decision.kind !== "plan") throw new Error(`${target.name}: ${JSON.stringify(first)}`);
			await make(first.decision.calls);
			expect(await look(action, target)).toMatchObject({ decision: { kind: "compliant" }, facts: first.decision.desired });
		}
	});

	it("finds nothing where nothing is", async () => {
		for (const action of tried.filter(({ kinds }) => kinds[0] !== "aws.Region")) {
			const [target] = await targetsOf(action);
			if (!target) throw new Error(action.id);
			const gone = { ...target, name: "nowhere", arn: target.arn.replace(/[^:]+$/, "nowhere") };
			expect([action.id, await action.read(gone, aws)]).toEqual([action.id, { gone: expect.stringContaining("nowhere") }]);
		}
	});
});
