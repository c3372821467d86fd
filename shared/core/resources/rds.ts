import * as z from "zod";
import { Exposure } from "./network.ts";
import { base, KeyFacts, observed, Timestamp } from "./schema.ts";

/**
 * One parameter as DescribeDBParameters gives it. `value` is absent when the service names none: the engine's own default applies.
 * `level` says which group decides for an Aurora member or a Multi-AZ DB cluster member (cluster first).
 */
export const Parameter = z.strictObject({
	value: z.string().optional(),
	/** engine-default, system or user. */
	source: z.string(),
	applyType: z.enum(["static", "dynamic"]),
	level: z.enum(["instance", "cluster"]),
});
export type Parameter = z.infer<typeof Parameter>;

/** Parameter name (as RDS spells it, lower case) to parameter. Shared by all resources that use the same groups. */
export const Parameters = z.record(z.string(), Parameter);
export type Parameters = z.infer<typeof Parameters>;

/** A parameter group in use and whether its values are in force: in-sync, pending-reboot, applying, … */
export const ParameterGroupUse = z.strictObject({ name: z.string(), status: z.string(), level: z.enum(["instance", "cluster"]) });

/** One option of an option group with its settings, e.g. MARIADB_AUDIT_PLUGIN, SSL, NATIVE_NETWORK_ENCRYPTION. */
export const DbOption = z.strictObject({ name: z.string(), version: z.string().optional(), settings: z.record(z.string(), z.string()) });

/** A certificate authority of RDS, from DescribeCertificates. */
export const CertificateAuthority = z.strictObject({
	identifier: z.string(),
	validTill: Timestamp,
	customerOverrideValidTill: Timestamp.optional(),
});

/** What DescribeDBEngineVersions says of the very version that runs. */
export const EngineRelease = z.strictObject({ offered: z.boolean(), status: z.string().optional() });

/** What DescribeDBMajorEngineVersions says of the major version that runs: end dates of the life cycles. */
export const EngineLifecycle = z.strictObject({
	majorVersion: z.string(),
	standardSupportEnd: Timestamp.optional(),
	extendedSupportEnd: Timestamp.optional(),
});

/** One pending maintenance action, from DescribePendingMaintenanceActions. */
export const MaintenanceAction = z.strictObject({
	action: z.string(),
	description: z.string().optional(),
	optInStatus: z.string().optional(),
	autoAppliedAfter: Timestamp.optional(),
	forcedApply: Timestamp.optional(),
	currentApply: Timestamp.optional(),
});

/** A plan of AWS Backup that selects the resource, by ARN, wildcard, tag or condition. */
export const BackupCoverage = z.strictObject({
	plans: z.array(
		z.strictObject({
			planId: z.string(),
			planName: z.string(),
			selectionName: z.string(),
			vault: z.string().optional(),
			vaultLocked: z.boolean().optional(),
		}),
	),
});
export type BackupCoverage = z.infer<typeof BackupCoverage>;

/** CloudWatch over the last seven days; absent metrics are absent fields. */
export const Utilization = z.strictObject({
	days: z.number(),
	cpuAverage: z.number().optional(),
	cpuMaximum: z.number().optional(),
	connectionsMaximum: z.number().optional(),
	iopsAverage: z.number().optional(),
});

/** The master user's secret in Secrets Manager when RDS manages it. */
const MasterSecret = z.strictObject({ arn: z.string(), status: z.string().optional(), kmsKeyId: z.string().optional() });

/** What instances and clusters have in common. */
const server = {
	engine: z.string(),
	engineVersion: z.string().optional(),
	status: z.string().optional(),
	port: z.int().optional(),
	/** Host names that reach it: the endpoint; for a cluster the writer's, the reader's and custom ones. */
	endpointAddresses: z.array(z.string()).optional(),
	multiAz: z.boolean().optional(),
	storageEncrypted: z.boolean().optional(),
	/** Only when storage is encrypted. */
	kmsKey: observed(KeyFacts).optional(),
	deletionProtection: z.boolean().optional(),
	/** Days; 0 means that automated backups are off. */
	backupRetentionDays: z.int().optional(),
	latestRestorableTime: Timestamp.optional(),
	copyTagsToSnapshot: z.boolean().optional(),
	autoMinorVersionUpgrade: z.boolean().optional(),
	iamAuthentication: z.boolean().optional(),
	/** Log types exported to CloudWatch Logs. */
	logExports: z.array(z.string()),
	masterUsername: z.string().optional(),
	masterSecret: MasterSecret.optional(),
	/** The key of the managed master secret; only when there is such a secret. */
	masterSecretKey: observed(KeyFacts).optional(),
	/** 0 is off. */
	monitoringIntervalSeconds: z.int().optional(),
	performanceInsights: z
		.strictObject({ enabled: z.boolean(), kmsKeyId: z.string().optional(), retentionDays: z.int().optional() })
		.optional(),
	performanceInsightsKey: observed(KeyFacts).optional(),
	/** started, stopped, starting, stopping. */
	activityStreamStatus: z.string().optional(),
	/** EngineLifecycleSupport: open-source-rds-extended-support(-disabled). */
	extendedSupport: z.string().optional(),
	parameterGroups: z.array(ParameterGroupUse),
	parameters: observed(Parameters),
	release: observed(EngineRelease),
	lifecycle: observed(EngineLifecycle),
	pendingMaintenance: observed(z.array(MaintenanceAction)),
	/** Names of the changes that wait for the maintenance window or a reboot (PendingModifiedValues), e.g. engineVersion, caCertificateIdentifier. */
	pendingChanges: z.array(z.string()),
	backup: observed(BackupCoverage),
	network: observed(Exposure),
	/** ISO 8601. */
	createdAt: Timestamp.optional(),
};

/** A DB instance, DescribeDBInstances; DocumentDB and Neptune are other products and never appear. */
export const DbInstance = z.strictObject({
	kind: z.literal("rds.DbInstance"),
	...base,
	...server,
	resourceId: z.string().optional(),
	instanceClass: z.string().optional(),
	licenseModel: z.string().optional(),
	/** The cluster that it is a member of, and of what sort. Members of both sorts take most settings from the cluster. */
	clusterId: z.string().optional(),
	clusterSort: z.enum(["aurora", "multi-az"]).optional(),
	/** The source when this is a read replica (instance or cluster identifier or ARN). */
	replicaOf: z.string().optional(),
	publiclyAccessible: z.boolean().optional(),
	vpcId: z.string().optional(),
	subnetGroup: z.string().optional(),
	enhancedMonitoringStream: z.string().optional(),
	/** The instance's own server certificate (CertificateDetails). */
	certificate: z.strictObject({ authority: z.string(), validTill: Timestamp.optional() }).optional(),
	authority: observed(CertificateAuthority),
	optionGroups: z.array(z.strictObject({ name: z.string(), status: z.string() })),
	options: observed(z.array(DbOption)),
	/** ARNs of the automated backups' copies in other regions. */
	backupReplicas: z.array(z.string()),
	utilization: observed(Utilization),
});
export type DbInstance = z.infer<typeof DbInstance>;

/** A DB cluster: Aurora (provisioned, serverless) or Multi-AZ DB cluster. */
export const DbCluster = z.strictObject({
	kind: z.literal("rds.DbCluster"),
	...base,
	...server,
	resourceId: z.string().optional(),
	sort: z.enum(["aurora", "multi-az"]),
	/** EngineMode: provisioned, serverless (v1), parallelquery, global, multimaster. */
	engineMode: z.string().optional(),
	/** MinCapacity..MaxCapacity of Aurora serverless v2, in ACU. */
	serverlessV2: z.strictObject({ minCapacity: z.number().optional(), maxCapacity: z.number().optional() }).optional(),
	/** Aurora MySQL; seconds; 0 is off. */
	backtrackWindowSeconds: z.int().optional(),
	/** The Data API. */
	httpEndpointEnabled: z.boolean().optional(),
	/** Only Multi-AZ DB clusters carry it themselves. */
	publiclyAccessible: z.boolean().optional(),
	globalCluster: z.string().optional(),
	/** ARN of the source when the cluster replicates from elsewhere. */
	replicaOf: z.string().optional(),
	subnetGroup: z.string().optional(),
	members: z.array(
		z.strictObject({
			id: z.string(),
			writer: z.boolean(),
			parameterGroupStatus: z.string().optional(),
			/** Aurora: what the user set in the member's own parameter group; it wins over the cluster's. Absent when the members were not listed. */
			ownParameters: observed(Parameters).optional(),
		}),
	),
	availabilityZones: z.array(z.string()),
	/** Roles attached (S3 import and export, Lambda, SageMaker), with the feature. */
	associatedRoles: z.array(z.strictObject({ arn: z.string(), feature: z.string().optional() })),
});
export type DbCluster = z.infer<typeof DbCluster>;

/** A manual, automated or AWS Backup snapshot of an instance or a cluster. */
export const DbSnapshot = z.strictObject({
	kind: z.literal("rds.Snapshot"),
	...base,
	of: z.enum(["instance", "cluster"]),
	/** manual, automated, awsbackup, shared, public. */
	type: z.string(),
	engine: z.string(),
	sourceId: z.string().optional(),
	/** Does the source still exist in this scope? Absent when the sources could not be listed. */
	sourceExists: z.boolean().optional(),
	encrypted: z.boolean().optional(),
	kmsKey: observed(KeyFacts).optional(),
	status: z.string().optional(),
	createdAt: Timestamp.optional(),
	/** Accounts that may restore it; `all` is the world. Automated snapshots cannot be shared and have an empty list without a call. */
	sharedWith: observed(z.array(z.string())),
});
export type DbSnapshot = z.infer<typeof DbSnapshot>;

/** RDS Proxy. */
export const DbProxy = z.strictObject({
	kind: z.literal("rds.DbProxy"),
	...base,
	engineFamily: z.string().optional(),
	requireTls: z.boolean().optional(),
	debugLogging: z.boolean().optional(),
	idleTimeoutSeconds: z.int().optional(),
	auth: z.array(
		z.strictObject({
			scheme: z.string().optional(),
			iam: z.string().optional(),
			secretArn: z.string().optional(),
			clientPasswordAuthType: z.string().optional(),
		}),
	),
	/** DefaultAuthScheme: IAM_AUTH or NONE. */
	defaultAuthScheme: z.string().optional(),
	network: observed(Exposure),
});
export type DbProxy = z.infer<typeof DbProxy>;

/** Aurora global database. Its account-wide home is the region where it was listed. */
export const GlobalCluster = z.strictObject({
	kind: z.literal("rds.GlobalCluster"),
	...base,
	engine: z.string().optional(),
	engineVersion: z.string().optional(),
	storageEncrypted: z.boolean().optional(),
	deletionProtection: z.boolean().optional(),
	members: z.array(z.strictObject({ arn: z.string(), writer: z.boolean() })),
	release: observed(EngineRelease),
	lifecycle: observed(EngineLifecycle),
});
export type GlobalCluster = z.infer<typeof GlobalCluster>;

/** One RDS event subscription. `categories` and `sourceIds` empty mean all; `sourceType` absent means all types. */
export const EventSubscription = z.strictObject({
	kind: z.literal("rds.EventSubscription"),
	...base,
	/** db-instance, db-cluster, db-parameter-group, db-security-group, db-snapshot, … */
	sourceType: z.string().optional(),
	categories: z.array(z.string()),
	sourceIds: z.array(z.string()),
	enabled: z.boolean(),
	status: z.string().optional(),
	snsTopicArn: z.string().optional(),
});
export type EventSubscription = z.infer<typeof EventSubscription>;

/** A DB subnet group. */
export const DbSubnetGroup = z.strictObject({
	kind: z.literal("rds.SubnetGroup"),
	...base,
	vpcId: z.string().optional(),
	/** Subnets, and which are public; unread when the network could not be read. */
	network: observed(Exposure),
	/** Identifiers of the instances and clusters in it; absent when they could not be listed. */
	usedBy: z.array(z.string()).optional(),
});
export type DbSubnetGroup = z.infer<typeof DbSubnetGroup>;

/** A DB parameter group or DB cluster parameter group; its values are joined to the servers that use it. */
export const DbParameterGroup = z.strictObject({
	kind: z.literal("rds.ParameterGroup"),
	...base,
	level: z.enum(["instance", "cluster"]),
	family: z.string(),
	/** Identifiers of the servers that use it; absent when they could not be listed. */
	usedBy: z.array(z.string()).optional(),
});
export type DbParameterGroup = z.infer<typeof DbParameterGroup>;
