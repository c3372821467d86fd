import type { Inventory } from "../shared/core/inventory.ts";
import { seen } from "../shared/core/observed.ts";
import type { SavedInventory } from "../shared/runtime/inventory-file.ts";
import { mysqlParameters, parameters, postgresParameters } from "../test/support/compliant/rds.ts";
import { clusterResources, clusterScope } from "./cluster.ts";
import { awsKey, combine, day, denied, network, type Place, place, savedAt } from "./place.ts";

const production = "111122223333";
const staging = "444455556666";
const analytics = "777788889999";

const ireland = place({ partition: "aws", account: production, region: "eu-west-1" }, "production");
const virginia = place({ partition: "aws", account: production, region: "us-east-1" }, "production");
const stage = place({ partition: "aws", account: staging, region: "eu-west-1" }, "staging");
const frankfurt = place({ partition: "aws", account: analytics, region: "eu-central-1" }, "analytics");
const virginiaAnalytics = place({ partition: "aws", account: analytics, region: "us-east-1" }, "analytics");

const postgres17 = seen({
	majorVersion: "17",
	standardSupportEnd: "2030-02-28T23:59:59.000Z",
	extendedSupportEnd: "2033-02-28T23:59:59.000Z",
});
const postgres12 = seen({
	majorVersion: "12",
	standardSupportEnd: "2025-02-28T23:59:59.000Z",
	extendedSupportEnd: "2028-02-29T23:59:59.000Z",
});
const mysql84 = seen({
	majorVersion: "8.4",
	standardSupportEnd: "2029-07-31T23:59:59.000Z",
	extendedSupportEnd: "2032-07-31T23:59:59.000Z",
});
const certificate = (days: number) => ({ authority: "rds-ca-rsa2048-g1", validTill: day(days) });
const fresh = { latestRestorableTime: day(-0.003), certificate: certificate(280) };
/** What a server has that was created with the defaults of RDS. */
const defaults = {
	monitoringIntervalSeconds: 0,
	logExports: [],
	autoMinorVersionUpgrade: true,
	copyTagsToSnapshot: false,
	backup: seen({ plans: [] }),
	backupReplicas: [],
};
const relaxed = {
	...postgresParameters,
	"rds.force_ssl": "0",
	log_connections: "0",
	log_disconnections: "0",
	log_statement: "none",
	"shared_preload_libraries!": "pg_stat_statements",
};
const careful = seen(parameters(postgresParameters));
const carefulCluster = seen(parameters(postgresParameters, "cluster"));
const careless = seen(parameters(relaxed));

function irelandResources(at: Place): Inventory["resources"] {
	const { make, arn } = at;
	return [
		make("rds.DbInstance", "db:orders", "orders", { engineVersion: "17.6", lifecycle: postgres17, parameters: careful, ...fresh }),
		make("rds.DbInstance", "db:orders-replica", "orders-replica", {
			engineVersion: "17.6",
			lifecycle: postgres17,
			replicaOf: "orders",
			parameters: careful,
			...fresh,
			backupRetentionDays: 0,
		}),
		make("rds.DbInstance", "db:legacy-crm", "legacy-crm", {
			engineVersion: "12.22",
			lifecycle: postgres12,
			release: seen({ offered: true, status: "deprecated" }),
			port: 5432,
			masterUsername: "postgres",
			masterSecret: undefined as never,
			publiclyAccessible: true,
			network: network(5432, ["0.0.0.0/1", "128.0.0.0/1"], true),
			storageEncrypted: false,
			kmsKey: undefined as never,
			multiAz: false,
			deletionProtection: false,
			iamAuthentication: false,
			backupRetentionDays: 1,
			parameters: careless,
			parameterGroups: [{ name: "default.postgres12", status: "in-sync", level: "instance" }],
			...defaults,
			...fresh,
			certificate: certificate(12),
			tags: {},
		}),
		make("rds.DbInstance", "db:catalogue", "catalogue", {
			engine: "mysql",
			engineVersion: "8.4.6",
			lifecycle: mysql84,
			logExports: ["error", "slowquery"],
			parameters: seen(parameters({ ...mysqlParameters, require_secure_transport: "OFF" })),
			parameterGroups: [{ name: "catalogue-mysql84", status: "in-sync", level: "instance" }],
			optionGroups: [{ name: "catalogue", status: "in-sync" }],
			...fresh,
		}),
		make("rds.DbInstance", "db:sessions", "sessions", {
			engine: "mariadb",
			engineVersion: "11.8.3",
			lifecycle: seen({ majorVersion: "11.8", standardSupportEnd: "2029-06-30T23:59:59.000Z" }),
			logExports: ["audit", "error"],
			parameters: seen(parameters(mysqlParameters)),
			parameterGroups: [{ name: "sessions-mariadb118", status: "pending-reboot", level: "instance" }],
			...fresh,
		}),
		make("rds.DbCluster", "cluster:ledger", "ledger", {
			engineVersion: "17.6",
			lifecycle: postgres17,
			parameters: carefulCluster,
			latestRestorableTime: day(-0.003),
		}),
		...["ledger-1", "ledger-2"].map((name) =>
			make("rds.DbInstance", `db:${name}`, name, {
				engine: "aurora-postgresql",
				engineVersion: "17.6",
				clusterId: "ledger",
				clusterSort: "aurora",
				lifecycle: postgres17,
				parameters: careful,
				logExports: ["postgresql"],
				...fresh,
			}),
		),
		make("rds.Snapshot", "snapshot:orders-before-migration", "orders-before-migration", {
			createdAt: day(-3),
			sharedWith: seen(["222233334444"]),
		}),
		make("rds.Snapshot", "snapshot:legacy-crm-2023", "legacy-crm-2023", {
			sourceId: "legacy-crm",
			createdAt: day(-1100),
			encrypted: false,
			kmsKey: undefined as never,
			sharedWith: seen(["all"]),
			tags: {},
		}),
		make("rds.Snapshot", "cluster-snapshot:ledger-monthly", "ledger-monthly", {
			of: "cluster",
			engine: "aurora-postgresql",
			sourceId: "ledger",
			createdAt: day(-20),
		}),
		make("rds.DbProxy", "db-proxy:prx-0a1b", "orders-proxy"),
		make("rds.SubnetGroup", "subgrp:private", "private"),
		make("rds.EventSubscription", "es:databases", "databases"),
		make("eks.Cluster", "cluster/platform", "platform", {
			version: "1.34",
			versionSupport: seen({ version: "1.34", status: "STANDARD_SUPPORT", standardSupportEnd: day(12), extendedSupportEnd: day(377) }),
			endpointPublic: true,
			publicAccessCidrs: ["203.0.113.0/24"],
			deletionProtection: false,
		}),
		make("eks.NodeGroup", "nodegroup/platform/workers/1a2b", "platform/workers"),
		make("kms.Key", "key/11111111-2222-3333-4444-555555555555", "alias/databases"),
		make("kms.Key", "key/99999999-2222-3333-4444-555555555555", "alias/old-reports", {
			state: "PendingDeletion",
			deletionDate: day(9),
			encrypts: [arn("rds", "snapshot:orders-before-migration")],
		}),
		make("secretsmanager.Secret", "secret:orders/app-AbCdEf", "orders/app", {
			lastChanged: day(-12),
			lastRotated: day(-12),
			lastAccessed: day(-1),
			nextRotation: day(18),
		}),
		make("secretsmanager.Secret", "secret:legacy-crm/admin-XyZaBc", "legacy-crm/admin", {
			rotationEnabled: false,
			rotationDays: undefined as never,
			lastRotated: undefined as never,
			lastChanged: day(-900),
			lastAccessed: day(-2),
			kmsKey: awsKey(at),
			database: arn("rds", "db:legacy-crm"),
		}),
		make("logs.LogGroup", "log-group:/aws/rds/instance/orders/postgresql", "/aws/rds/instance/orders/postgresql"),
		make("logs.LogGroup", "log-group:/aws/rds/instance/legacy-crm/postgresql", "/aws/rds/instance/legacy-crm/postgresql", {
			retentionDays: 14,
			kmsKeyId: undefined as never,
		}),
		make("cloudwatch.Alarm", "alarm:orders-cpu", "orders-cpu"),
		make("ec2.SecurityGroup", "security-group/sg-0f00d5", "crm-open", {
			groupId: "sg-0f00d5",
			ingress: ["0.0.0.0/1", "128.0.0.0/1"].map((cidr) => ({
				protocol: "tcp",
				fromPort: 5432,
				toPort: 5432,
				source: { kind: "cidr" as const, value: cidr, description: "temporary" },
				cidrs: [cidr],
			})),
		}),
		make("ec2.SecurityGroup", "security-group/sg-0db", "databases"),
		make("backup.Vault", "backup-vault:locked", "locked"),
		make("iam.Principal", `arn:aws:iam::${production}:role/payments-api`, "payments-api", { region: "global" }),
		make("iam.Principal", `arn:aws:iam::${production}:role/reporting`, "reporting", {
			region: "global",
			policies: [
				{
					policyName: "databases",
					inline: true,
					document: {
						json: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "rds-db:connect", Resource: "*" }] }),
					},
				},
			],
		}),
		make("aws.Region", arn("account", "region"), "eu-west-1", { databases: seen({ instances: 7, clusters: 1 }), eksClusters: seen(1) }),
	];
}

function virginiaResources({ make, arn }: Place): Inventory["resources"] {
	return [
		make("rds.DbCluster", "cluster:events", "events", {
			engine: "aurora-mysql",
			engineVersion: "8.0.mysql_aurora.3.08.2",
			lifecycle: seen({ majorVersion: "8.0", standardSupportEnd: "2028-04-30T23:59:59.000Z" }),
			logExports: ["error"],
			backupRetentionDays: 1,
			deletionProtection: false,
			parameters: seen(parameters({ ...mysqlParameters, server_audit_logging: "0", "tls_version!": "TLSv1,TLSv1.1,TLSv1.2" }, "cluster")),
			latestRestorableTime: day(-0.01),
		}),
		make("rds.DbInstance", "db:events-1", "events-1", {
			engine: "aurora-mysql",
			engineVersion: "8.0.mysql_aurora.3.08.2",
			clusterId: "events",
			clusterSort: "aurora",
			...fresh,
			logExports: ["error"],
		}),
		make("rds.DbInstance", "db:erp", "erp", {
			engine: "sqlserver-se",
			engineVersion: "15.00.4430.1.v1",
			licenseModel: "license-included",
			lifecycle: seen({ majorVersion: "15.00" }),
			iamAuthentication: false,
			logExports: [],
			parameters: seen(parameters({ "rds.force_ssl!": "0", "rds.tls10!": "default", "rds.tls11!": "default", "rds.tls12!": "default" })),
			parameterGroups: [{ name: "erp-sqlserver", status: "in-sync", level: "instance" }],
			...fresh,
		}),
		make("rds.GlobalCluster", `arn:aws:rds::${production}:global-cluster:ledger-global`, "ledger-global"),
		make("kms.Key", "key/22222222-2222-3333-4444-555555555555", "alias/databases-us", {
			rotation: seen({ enabled: false }),
			policy: denied("kms", "GetKeyPolicy"),
		}),
		make("aws.Region", arn("account", "region"), "us-east-1", {
			databases: seen({ instances: 2, clusters: 1 }),
			eksClusters: seen(0),
			eventSubscriptions: seen([]),
			guardDuty: seen(null),
			trails: seen([]),
			backupPlans: seen(0),
			backupReportPlans: seen(0),
		}),
	];
}

function stagingResources({ make, arn }: Place): Inventory["resources"] {
	const loose = { multiAz: false, deletionProtection: false, iamAuthentication: false, backupRetentionDays: 3, ...defaults, ...fresh };
	return [
		make("rds.DbInstance", "db:orders-staging", "orders-staging", {
			engineVersion: "17.6",
			lifecycle: postgres17,
			parameters: careless,
			...loose,
		}),
		make("rds.DbInstance", "db:playground", "playground", {
			engineVersion: "17.6",
			lifecycle: postgres17,
			parameters: denied("rds", "DescribeDBParameters"),
			publiclyAccessible: true,
			network: network(5432, ["198.51.100.0/24"], true),
			...loose,
			tags: { owner: '=HYPERLINK("https://example.com")', note: "<img src=x onerror=alert(1)>" },
		}),
		make("eks.Cluster", "cluster/staging", "staging", {
			version: "1.30",
			versionSupport: seen({ version: "1.30", status: "EXTENDED_SUPPORT", standardSupportEnd: day(-480), extendedSupportEnd: day(-120) }),
			endpointPublic: true,
			endpointPrivate: false,
			publicAccessCidrs: ["0.0.0.0/0"],
			logTypes: ["api"],
			encryptedResources: [],
			encryptionKey: undefined as never,
			authenticationMode: "CONFIG_MAP",
			deletionProtection: false,
		}),
		make("eks.NodeGroup", "nodegroup/staging/default/3c4d", "staging/default", {
			cluster: "staging",
			clusterVersion: "1.30",
			version: "1.29",
			versionSupport: seen({ version: "1.29", status: "UNSUPPORTED", standardSupportEnd: day(-600), extendedSupportEnd: day(-240) }),
			amiType: "AL2_x86_64",
			remoteAccess: { key: "ops", sourceSecurityGroups: [] },
		}),
		make("secretsmanager.Secret", "secret:staging/app-QqWwEe", "staging/app", {
			lastChanged: day(-40),
			lastRotated: day(-40),
			lastAccessed: day(-1),
			nextRotation: day(-10),
		}),
		make("ec2.SecurityGroup", "security-group/sg-0default", "default", { groupId: "sg-0default", isDefault: true }),
		make("aws.Region", arn("account", "region"), "eu-west-1", {
			databases: seen({ instances: 2, clusters: 0 }),
			eksClusters: seen(1),
			guardDuty: seen({ enabled: true, features: { RDS_LOGIN_EVENTS: false, EKS_AUDIT_LOGS: true } }),
		}),
	];
}

function frankfurtResources({ make, arn }: Place): Inventory["resources"] {
	return [
		...Array.from({ length: 6 }, (_, index) =>
			make("rds.DbInstance", `db:warehouse-${index + 1}`, `warehouse-${index + 1}`, {
				engineVersion: "17.6",
				lifecycle: postgres17,
				parameters: careful,
				...fresh,
				...(index % 2 ? { multiAz: false } : {}),
				...(index === 4 ? { pendingChanges: ["engineVersion"] } : {}),
			}),
		),
		make("rds.Snapshot", "snapshot:warehouse-export", "warehouse-export", {
			sourceId: "warehouse-1",
			createdAt: day(-30),
			sharedWith: denied("rds", "DescribeDBSnapshotAttributes"),
		}),
		make("kms.Key", "key/33333333-2222-3333-4444-555555555555", "alias/warehouse"),
		make("aws.Region", arn("account", "region"), "eu-central-1", { databases: seen({ instances: 6, clusters: 0 }), eksClusters: seen(0) }),
	];
}

const places = [ireland, virginia, stage, frankfurt, virginiaAnalytics];

/** Three accounts in five scopes, and the inside of one cluster: good and bad configurations, and calls that were denied. */
export const estate: SavedInventory = {
	savedAt,
	inventory: combine(
		[...places.map((each) => each.scope), clusterScope(ireland.scope)],
		[
			...clusterResources(ireland),
			...irelandResources(ireland),
			...virginiaResources(virginia),
			...stagingResources(stage),
			...frankfurtResources(frankfurt),
		],
		[
			{ ...denied("rds", "DescribeDBInstances").unread, scope: virginiaAnalytics.scope, kinds: ["rds.DbInstance"] },
			{ ...denied("eks", "ListClusters").unread, scope: virginiaAnalytics.scope, kinds: ["eks.Cluster", "eks.NodeGroup"] },
		],
	),
};
