import type { DBCluster, DBInstance, DBProxy, GlobalCluster } from "@aws-sdk/client-rds";
import type { ResourceKind } from "../../../shared/core/kinds.ts";
import type { ActionSettings, RepairTarget } from "../../../shared/remediations/action.ts";
import { account, emptyWorld, region, type World, type WorldSnapshot } from "./world.ts";

export const rdsArn = (what: string): string => `arn:aws:rds:${region}:${account}:${what}`;

export const settings: ActionSettings = {
	trustedAccounts: ["444455556666"],
	allowedCidrs: [],
	backupDays: 7,
	logDays: 365,
	kmsKey: "alias/databases",
	monitoringRole: `arn:aws:iam::${account}:role/rds-monitoring`,
	rotationDays: 30,
	ephemeralTags: { lifetime: "hours" },
	breakGlass: [],
	eventTopic: `arn:aws:sns:${region}:${account}:databases`,
};

const target = (kind: ResourceKind, arn: string, name: string): RepairTarget => ({ kind, arn, name, partition: "aws", account, region });
export const instanceTarget = target("rds.DbInstance", rdsArn("db:orders"), "orders");
export const clusterTarget = target("rds.DbCluster", rdsArn("cluster:ledger"), "ledger");
const globalTarget = target("rds.GlobalCluster", `arn:aws:rds::${account}:global-cluster:world`, "world");
export const snapshotTarget = target("rds.Snapshot", rdsArn("snapshot:orders-june"), "orders-june");
export const clusterSnapshotTarget = target("rds.Snapshot", rdsArn("cluster-snapshot:ledger-june"), "ledger-june");
const proxyTarget = target("rds.DbProxy", rdsArn("db-proxy:prx-0a1b2c3d"), "pool");
export const regionTarget = target("aws.Region", `arn:aws:account:${region}:${account}:region`, region);

/** A PostgreSQL instance on which everything is wrong and can be put right. */
const weakInstance = (fields: Partial<DBInstance> = {}): DBInstance => ({
	DBInstanceIdentifier: "orders",
	DBInstanceArn: instanceTarget.arn,
	DBInstanceStatus: "available",
	DBInstanceClass: "db.m7g.large",
	Engine: "postgres",
	EngineVersion: "16.4",
	PreferredMaintenanceWindow: "sun:03:00-sun:03:30",
	PubliclyAccessible: true,
	DeletionProtection: false,
	BackupRetentionPeriod: 0,
	MultiAZ: false,
	AutoMinorVersionUpgrade: false,
	IAMDatabaseAuthenticationEnabled: false,
	CopyTagsToSnapshot: false,
	PerformanceInsightsEnabled: false,
	MonitoringInterval: 0,
	StorageEncrypted: false,
	CACertificateIdentifier: "rds-ca-2019",
	MasterUsername: "orders_owner",
	EnabledCloudwatchLogsExports: [],
	DBParameterGroups: [{ DBParameterGroupName: "default.postgres16", ParameterApplyStatus: "in-sync" }],
	OptionGroupMemberships: [{ OptionGroupName: "default:postgres-16", Status: "in-sync" }],
	DBSubnetGroup: {
		DBSubnetGroupName: "private",
		Subnets: ["a", "b"].map((zone) => ({ SubnetIdentifier: `subnet-${zone}`, SubnetAvailabilityZone: { Name: `${region}${zone}` } })),
	},
	VpcSecurityGroups: ["sg-2", "sg-1"].map((VpcSecurityGroupId) => ({ VpcSecurityGroupId, Status: "active" })),
	Endpoint: { Address: "orders.example", Port: 5432 },
	PendingModifiedValues: {},
	TagList: [],
	...fields,
});

export const auroraMember = { DBClusterIdentifier: "ledger", Engine: "aurora-postgresql" } as const;
export const multiAzMember = { DBClusterIdentifier: "ledger", Engine: "postgres" } as const;

/** An Aurora PostgreSQL cluster on which everything is wrong and can be put right. */
const weakCluster = (fields: Partial<DBCluster> = {}): DBCluster => ({
	DBClusterIdentifier: "ledger",
	DBClusterArn: clusterTarget.arn,
	Status: "available",
	Engine: "aurora-postgresql",
	EngineVersion: "16.4",
	EngineMode: "provisioned",
	PreferredMaintenanceWindow: "sun:03:00-sun:03:30",
	DeletionProtection: false,
	BackupRetentionPeriod: 1,
	IAMDatabaseAuthenticationEnabled: false,
	CopyTagsToSnapshot: false,
	StorageEncrypted: false,
	HttpEndpointEnabled: true,
	MasterUsername: "ledger_owner",
	DBClusterParameterGroup: "default.aurora-postgresql16",
	DBSubnetGroup: "private",
	VpcSecurityGroups: ["sg-2", "sg-1"].map((VpcSecurityGroupId) => ({ VpcSecurityGroupId, Status: "active" })),
	Port: 5432,
	DBClusterMembers: ["ledger-2", "ledger-1"].map((DBInstanceIdentifier) => ({
		DBInstanceIdentifier,
		IsClusterWriter: DBInstanceIdentifier === "ledger-1",
	})),
	TagList: [],
	...fields,
});

/** What a Multi-AZ DB cluster tells beside. */
export const multiAzCluster = {
	Engine: "postgres",
	EngineMode: undefined,
	DBClusterInstanceClass: "db.m6gd.large",
	StorageType: "io1",
	Iops: 1000,
	HttpEndpointEnabled: undefined,
	PubliclyAccessible: true,
	AutoMinorVersionUpgrade: false,
	PerformanceInsightsEnabled: false,
	MonitoringInterval: 0,
} as const;

const clusterMember = (id: string, fields: Partial<DBInstance> = {}): DBInstance =>
	weakInstance({ DBInstanceIdentifier: id, DBInstanceArn: rdsArn(`db:${id}`), ...auroraMember, ...fields });

const weakProxy = (fields: Partial<DBProxy> = {}): DBProxy => ({
	DBProxyName: "pool",
	DBProxyArn: proxyTarget.arn,
	Status: "available",
	EngineFamily: "POSTGRESQL",
	RequireTLS: false,
	Auth: [
		{
			AuthScheme: "SECRETS",
			SecretArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf",
			IAMAuth: "DISABLED",
			Description: "app",
		},
		{ AuthScheme: "SECRETS", SecretArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:jobs-AbCdEf", IAMAuth: "REQUIRED" },
	],
	...fields,
});

const weakGlobalCluster = (fields: Partial<GlobalCluster> = {}): GlobalCluster => ({
	GlobalClusterIdentifier: "world",
	GlobalClusterArn: globalTarget.arn,
	Status: "available",
	DeletionProtection: false,
	...fields,
});

export const weakSnapshot = (fields: Partial<WorldSnapshot> = {}): WorldSnapshot => ({
	of: "instance",
	type: "manual",
	status: "available",
	encrypted: false,
	sharedWith: ["777788889999", "all", "444455556666"],
	...fields,
});

/** A world in which every repair has something to repair. */
export function weakWorld(parts: { instance?: Partial<DBInstance>; cluster?: Partial<DBCluster> } = {}): World {
	const world = emptyWorld();
	world.instances.set("orders", weakInstance(parts.instance));
	world.instances.set("ledger-1", clusterMember("ledger-1"));
	world.instances.set("ledger-2", clusterMember("ledger-2"));
	world.clusters.set("ledger", weakCluster(parts.cluster));
	world.globalClusters.set("world", weakGlobalCluster());
	world.snapshots.set("orders-june", weakSnapshot());
	world.snapshots.set("ledger-june", weakSnapshot({ of: "cluster" }));
	world.proxies.set("pool", weakProxy());
	world.parameterGroups.set("default.postgres16", { DBParameterGroupName: "default.postgres16", DBParameterGroupFamily: "postgres16" });
	return world;
}

export const targetOf = (kind: ResourceKind): RepairTarget => {
	const all = [instanceTarget, clusterTarget, globalTarget, snapshotTarget, proxyTarget, regionTarget];
	const found = all.find((one) => one.kind === kind);
	if (!found) throw new Error(`There is no ${kind} in the world.`);
	return found;
};
