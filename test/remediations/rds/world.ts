import type { DBCluster, DBInstance, DBParameterGroup, DBProxy, EventSubscription, GlobalCluster } from "@aws-sdk/client-rds";
import type { ApiCall, JsonObject } from "../../../shared/remediations/action.ts";
import { pendingNames } from "../../../shared/remediations/rds/pending.ts";
import { type Answer, type FakeCaller, fails, fakeCaller } from "../../support/aws/fake-caller.ts";

export const account = "111122223333";
export const region = "eu-west-1";
const arn = (what: string) => `arn:aws:rds:${region}:${account}:${what}`;

export interface WorldSnapshot {
	of: "instance" | "cluster";
	type?: string | undefined;
	status?: string | undefined;
	encrypted?: boolean | undefined;
	sharedWith: string[];
	source?: string | undefined;
}

/**
 * RDS in memory, as far as repairs see it: Describe operations answer from it, and `apply` makes the calls of a plan as AWS would, the refusals
 * included. `flushed` tells what somebody else had put off and a call set off.
 */
export interface World {
	instances: Map<string, DBInstance>;
	clusters: Map<string, DBCluster>;
	globalClusters: Map<string, GlobalCluster>;
	snapshots: Map<string, WorldSnapshot>;
	proxies: Map<string, DBProxy>;
	subscriptions: Map<string, EventSubscription>;
	parameterGroups: Map<string, DBParameterGroup>;
	release: { live: boolean; authorities: string[] };
	blueGreen: string[];
	flushed: string[];
}

export const emptyWorld = (): World => ({
	instances: new Map(),
	clusters: new Map(),
	globalClusters: new Map(),
	snapshots: new Map(),
	proxies: new Map(),
	subscriptions: new Map(),
	parameterGroups: new Map(),
	release: { live: true, authorities: ["rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1"] },
	blueGreen: [],
	flushed: [],
});

/** What AWS answers to a call that it does not take. */
class Rejected extends Error {}
const reject = (why: string): never => {
	throw new Rejected(why);
};

const isAurora = (engine = "") => engine.startsWith("aurora");
/** Settings that members of Aurora clusters have themselves. */
const auroraOwn =
	/^(DBInstanceIdentifier|ApplyImmediately|PubliclyAccessible|AutoMinorVersionUpgrade|EnablePerformanceInsights|PerformanceInsightsKMSKeyId|Monitoring(Interval|RoleArn)|CACertificateIdentifier)$/;
/** Settings that the API reference excepts RDS Custom from, or that it would refuse. */
const notOnCustom =
	/^(MultiAZ|AutoMinorVersionUpgrade|EnableIAMDatabaseAuthentication|EnablePerformanceInsights|MonitoringInterval|CloudwatchLogsExportConfiguration|CACertificateIdentifier|DBParameterGroupName|ManageMasterUserPassword)$/;

/** Parameters of Modify calls to the members by which Describe tells them. */
const told: Readonly<Record<string, string>> = {
	EnableIAMDatabaseAuthentication: "IAMDatabaseAuthenticationEnabled",
	EnablePerformanceInsights: "PerformanceInsightsEnabled",
	EnableHttpEndpoint: "HttpEndpointEnabled",
};

function modify(world: World, db: DBInstance | DBCluster, input: JsonObject): void {
	const { DBInstanceIdentifier: _i, DBClusterIdentifier: _c, ApplyImmediately: now = false, ...parameters } = input;
	const deferred: Record<string, unknown> = {};
	const fields = db as Record<string, unknown>;
	for (const [name, value] of Object.entries(parameters)) {
		const field = told[name] ?? name;
		const waits =
			["MultiAZ", "EnableIAMDatabaseAuthentication", "CACertificateIdentifier"].includes(name) ||
			(name === "BackupRetentionPeriod" && (value === 0) !== (db.BackupRetentionPeriod === 0));
		if (waits && !now) deferred[field] = value;
		else if (name === "CloudwatchLogsExportConfiguration") {
			const { EnableLogTypes = [], DisableLogTypes = [] } = value as { EnableLogTypes?: string[]; DisableLogTypes?: string[] };
			const kept = (db.EnabledCloudwatchLogsExports ?? []).filter((type) => !DisableLogTypes.includes(type));
			fields.EnabledCloudwatchLogsExports = [...EnableLogTypes, ...kept];
		} else if (name === "DBParameterGroupName") {
			if (!world.parameterGroups.has(String(value))) reject(`DBParameterGroupNotFound ${value}`);
			fields.DBParameterGroups = [{ DBParameterGroupName: value, ParameterApplyStatus: "pending-reboot" }];
		} else if (name === "ManageMasterUserPassword")
			fields.MasterUserSecret = { SecretArn: "arn:aws:secretsmanager:…:rds!db-1", SecretStatus: "active" };
		else if (name === "MonitoringInterval" && value === 0) Object.assign(fields, { MonitoringInterval: 0, MonitoringRoleArn: undefined });
		else if (name !== "MasterUserSecretKmsKeyId") fields[field] = value;
	}
	if (now) {
		world.flushed.push(...pendingNames(db.PendingModifiedValues));
		db.PendingModifiedValues = {};
	}
	if (Object.keys(deferred).length > 0) db.PendingModifiedValues = { ...db.PendingModifiedValues, ...deferred };
}

function modifyInstance(world: World, input: JsonObject): void {
	const db = world.instances.get(String(input.DBInstanceIdentifier)) ?? reject("DBInstanceNotFound");
	if (db.DBInstanceStatus !== "available") reject(`InvalidDBInstanceState ${db.DBInstanceStatus}`);
	if (db.Engine === "docdb" || db.Engine === "neptune") reject("another product");
	for (const name of Object.keys(input)) {
		if (db.DBClusterIdentifier && !isAurora(db.Engine)) reject("InvalidParameterCombination: a member of a Multi-AZ DB cluster");
		if (db.DBClusterIdentifier && !auroraOwn.test(name)) reject(`InvalidParameterCombination: ${name} is the cluster's`);
		if (db.Engine?.startsWith("custom-") && (notOnCustom.test(name) || db.AutomationMode === "all-paused")) reject(`${name} on RDS Custom`);
	}
	if (input.ManageMasterUserPassword && (db.ReadReplicaSourceDBInstanceIdentifier || db.ReadReplicaDBInstanceIdentifiers?.length))
		reject("replication");
	if (input.MonitoringInterval && !input.MonitoringRoleArn) reject("MonitoringInterval without MonitoringRoleArn");
	if (input.MonitoringInterval === 0 && input.MonitoringRoleArn) reject("MonitoringRoleArn without MonitoringInterval");
	if (input.BackupRetentionPeriod !== undefined && db.AwsBackupRecoveryPointArn) reject("AWS Backup");
	modify(world, db, input);
}

function modifyCluster(world: World, input: JsonObject): void {
	const db = world.clusters.get(String(input.DBClusterIdentifier)) ?? reject("DBClusterNotFound");
	if (db.Status !== "available") reject(`InvalidDBClusterState ${db.Status}`);
	if (db.Engine === "docdb" || db.Engine === "neptune") reject("another product");
	const v1 = db.EngineMode === "serverless";
	for (const name of Object.keys(input)) {
		if (name === "PubliclyAccessible") reject("no such parameter");
		if (isAurora(db.Engine) && /^(AutoMinorVersionUpgrade|EnablePerformanceInsights|Monitoring)/.test(name))
			reject(`${name} of an Aurora cluster`);
		if (name === "EnableHttpEndpoint" && !v1) reject("EnableHttpEndpoint is for Serverless v1");
		if (v1 && /^(Preferred|CloudwatchLogs|EnableIAM|ManageMaster)/.test(name)) reject(`${name} on Serverless v1`);
	}
	modify(world, db, input);
}

function endpoint(world: World, input: JsonObject, on: boolean): void {
	const db = [...world.clusters.values()].find((one) => one.DBClusterArn === input.ResourceArn) ?? reject("DBClusterNotFound");
	if (!isAurora(db.Engine) || db.EngineMode === "serverless" || db.Status !== "available") reject("InvalidResourceState");
	db.HttpEndpointEnabled = on;
}

function share(world: World, id: unknown, input: JsonObject): void {
	const snapshot = world.snapshots.get(String(id)) ?? reject("SnapshotNotFound");
	if (snapshot.type !== "manual") reject("InvalidDBSnapshotState");
	const { ValuesToAdd = [], ValuesToRemove = [] } = input as { ValuesToAdd?: string[]; ValuesToRemove?: string[] };
	snapshot.sharedWith = [
		...ValuesToAdd,
		...snapshot.sharedWith.filter((one) => !ValuesToRemove.includes(one) && !ValuesToAdd.includes(one)),
	];
}

const writes: Readonly<Record<string, (world: World, input: JsonObject) => void>> = {
	"rds:ModifyDBInstance": modifyInstance,
	"rds:ModifyDBCluster": modifyCluster,
	"rds:ModifyGlobalCluster": (world, input) => {
		const db = world.globalClusters.get(String(input.GlobalClusterIdentifier)) ?? reject("GlobalClusterNotFound");
		db.DeletionProtection = input.DeletionProtection as boolean;
	},
	"rds:ModifyDBSnapshotAttribute": (world, input) => share(world, input.DBSnapshotIdentifier, input),
	"rds:ModifyDBClusterSnapshotAttribute": (world, input) => share(world, input.DBClusterSnapshotIdentifier, input),
	"rds:CopyDBSnapshot": (world, input) => {
		const source = world.snapshots.get(String(input.SourceDBSnapshotIdentifier));
		if (source?.of !== "instance" || source.status !== "available") return reject("InvalidDBSnapshotState");
		add(world.snapshots, input.TargetDBSnapshotIdentifier, { ...source, sharedWith: [], encrypted: input.KmsKeyId !== undefined });
	},
	"rds:CreateDBSnapshot": (world, input) =>
		add(
			world.snapshots,
			input.DBSnapshotIdentifier,
			snapshotOf("instance", input.DBInstanceIdentifier, world.instances.get(String(input.DBInstanceIdentifier))?.StorageEncrypted),
		),
	"rds:CreateDBClusterSnapshot": (world, input) =>
		add(
			world.snapshots,
			input.DBClusterSnapshotIdentifier,
			snapshotOf("cluster", input.DBClusterIdentifier, world.clusters.get(String(input.DBClusterIdentifier))?.StorageEncrypted),
		),
	"rds:RestoreDBInstanceFromDBSnapshot": (world, input) => {
		const snapshot = world.snapshots.get(String(input.DBSnapshotIdentifier));
		if (snapshot?.status !== "available") return reject("InvalidDBSnapshotState");
		const id = String(input.DBInstanceIdentifier);
		add(world.instances, id, {
			DBInstanceIdentifier: id,
			DBInstanceArn: arn(`db:${id}`),
			DBInstanceStatus: "available",
			StorageEncrypted: snapshot.encrypted,
			TagList: input.Tags as never,
			VpcSecurityGroups: (input.VpcSecurityGroupIds as string[]).map((VpcSecurityGroupId) => ({ VpcSecurityGroupId })),
		});
	},
	"rds:RestoreDBClusterFromSnapshot": (world, input) => {
		if (world.snapshots.get(String(input.SnapshotIdentifier))?.status !== "available") return reject("InvalidDBClusterSnapshotState");
		const id = String(input.DBClusterIdentifier);
		add(world.clusters, id, {
			DBClusterIdentifier: id,
			DBClusterArn: arn(`cluster:${id}`),
			Status: "available",
			StorageEncrypted: input.KmsKeyId !== undefined,
			TagList: input.Tags as never,
		});
	},
	"rds:CreateDBParameterGroup": (world, input) => add(world.parameterGroups, input.DBParameterGroupName, input as never),
	"rds:ModifyDBProxy": (world, input) => {
		const db = world.proxies.get(String(input.DBProxyName)) ?? reject("DBProxyNotFound");
		if (db.Status !== "available") reject("InvalidDBProxyState");
		const { DBProxyName: _, ...parameters } = input;
		Object.assign(db, parameters);
	},
	"rds:EnableHttpEndpoint": (world, input) => endpoint(world, input, true),
	"rds:DisableHttpEndpoint": (world, input) => endpoint(world, input, false),
	"rds:CreateEventSubscription": (world, input) =>
		add(world.subscriptions, input.SubscriptionName, {
			CustSubscriptionId: String(input.SubscriptionName),
			SourceType: input.SourceType as string,
			EventCategoriesList: [...(input.EventCategories as string[])].reverse(),
			Enabled: true,
			Status: "creating",
		}),
	"rds:DeleteEventSubscription": (world, input) => {
		if (!world.subscriptions.delete(String(input.SubscriptionName))) reject("SubscriptionNotFound");
	},
};

const snapshotOf = (of: WorldSnapshot["of"], source: unknown, encrypted: boolean | undefined): WorldSnapshot => ({
	source: String(source),
	of,
	type: "manual",
	status: "available",
	encrypted: encrypted ?? false,
	sharedWith: [],
});

function add<T>(table: Map<string, T>, key: unknown, thing: T): void {
	if (table.has(String(key))) reject(`${key} already exists`);
	table.set(String(key), thing);
}

/** Makes one call of a plan; throws `Rejected` as AWS would refuse it. */
export function apply(world: World, call: ApiCall): void {
	const write = writes[call.api];
	if (!write) throw new Error(`The world knows no ${call.api}.`);
	// Inputs travel as JSON, and the world keeps its own copy.
	write(world, JSON.parse(JSON.stringify(call.input)) as JsonObject);
}

const one = <T>(table: Map<string, T>, key: unknown, missing: string): T[] | undefined => {
	if (key === undefined) return [...table.values()];
	const found = table.get(String(key));
	if (found === undefined) throw new Missing(missing);
	return [found];
};
class Missing extends Error {}

const answering =
	(answer: (input: Record<string, unknown>) => object): Answer =>
	(input) => {
		try {
			return answer(input);
		} catch (error) {
			if (error instanceof Missing) return fails("notFound", error.message);
			throw error;
		}
	};

/** A caller that only reads: a write would be `unsupported`, and is counted. */
export function readerOf(world: World, planted: Readonly<Record<string, Answer>> = {}): FakeCaller {
	const snapshots = (of: WorldSnapshot["of"]) =>
		answering((input) => {
			const id = String(of === "cluster" ? input.DBClusterSnapshotIdentifier : input.DBSnapshotIdentifier);
			const found = world.snapshots.get(id);
			if (found?.of !== of) throw new Missing("DBSnapshotNotFound");
			const common = { SnapshotType: found.type, Status: found.status, SnapshotCreateTime: new Date("2026-06-01T03:00:00Z") };
			return of === "cluster"
				? {
						DBClusterSnapshots: [
							{ DBClusterSnapshotIdentifier: id, DBClusterIdentifier: found.source, StorageEncrypted: found.encrypted, ...common },
						],
					}
				: { DBSnapshots: [{ DBSnapshotIdentifier: id, DBInstanceIdentifier: found.source, Encrypted: found.encrypted, ...common }] };
		});
	const restore = (id: unknown) => [{ AttributeName: "restore", AttributeValues: world.snapshots.get(String(id))?.sharedWith ?? [] }];
	return fakeCaller(
		{
			"rds:DescribeDBInstances": answering((input) => {
				const filters = input.Filters as { Name: string; Values: string[] }[] | undefined;
				const found = one(world.instances, input.DBInstanceIdentifier, "DBInstanceNotFound") ?? [];
				return { DBInstances: filters ? found.filter((db) => filters[0]?.Values.includes(db.DBClusterIdentifier ?? "")) : found };
			}),
			"rds:DescribeDBClusters": answering((input) => ({
				DBClusters: one(world.clusters, input.DBClusterIdentifier, "DBClusterNotFoundFault"),
			})),
			"rds:DescribeGlobalClusters": answering((input) => ({
				GlobalClusters: one(world.globalClusters, input.GlobalClusterIdentifier, "GlobalClusterNotFoundFault"),
			})),
			"rds:DescribeDBSnapshots": snapshots("instance"),
			"rds:DescribeDBClusterSnapshots": snapshots("cluster"),
			"rds:DescribeDBSnapshotAttributes": (input) => ({
				DBSnapshotAttributesResult: { DBSnapshotAttributes: restore(input.DBSnapshotIdentifier) },
			}),
			"rds:DescribeDBClusterSnapshotAttributes": (input) => ({
				DBClusterSnapshotAttributesResult: { DBClusterSnapshotAttributes: restore(input.DBClusterSnapshotIdentifier) },
			}),
			"rds:DescribeDBProxies": answering((input) => ({ DBProxies: one(world.proxies, input.DBProxyName, "DBProxyNotFoundFault") })),
			"rds:DescribeEventSubscriptions": () => ({ EventSubscriptionsList: [...world.subscriptions.values()] }),
			"rds:DescribeDBParameterGroups": answering((input) => ({
				DBParameterGroups: one(world.parameterGroups, input.DBParameterGroupName, "DBParameterGroupNotFound"),
			})),
			"rds:DescribeCertificates": () => ({
				DefaultCertificateForNewLaunches: "rds-ca-rsa2048-g1",
				Certificates: [
					{ CertificateIdentifier: "rds-ca-2019", ValidTill: new Date("2024-08-22T00:00:00Z") },
					{ CertificateIdentifier: "rds-ca-rsa2048-g1", ValidTill: new Date("2061-05-22T00:00:00Z") },
					{ CertificateIdentifier: "rds-ca-rsa4096-g1", ValidTill: new Date("2121-05-22T00:00:00Z") },
				],
			}),
			"rds:DescribeDBEngineVersions": (input) => ({
				DBEngineVersions: [
					{
						Engine: input.Engine as string,
						EngineVersion: input.EngineVersion as string,
						SupportsCertificateRotationWithoutRestart: world.release.live,
						SupportedCACertificateIdentifiers: world.release.authorities,
					},
				],
			}),
			"rds:DescribeBlueGreenDeployments": (input) => ({
				BlueGreenDeployments: world.blueGreen
					.filter((source) => (input.Filters as { Values: string[] }[])[0]?.Values.includes(source))
					.map((Source) => ({ Source, Status: "AVAILABLE" })),
			}),
			...planted,
		},
		{ partition: "aws", account, region },
	);
}
