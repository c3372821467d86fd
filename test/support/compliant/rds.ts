import { seen } from "../../../shared/core/observed.ts";
import type {
	DbCluster,
	DbInstance,
	DbParameterGroup,
	DbProxy,
	DbSnapshot,
	DbSubnetGroup,
	EventSubscription,
	GlobalCluster,
} from "../../../shared/core/resources/index.ts";
import type { Parameters } from "../../../shared/core/resources/rds.ts";
import { arn, customerKey, place, privateNetwork } from "./common.ts";

/** Parameters of one level, all set by the user; names ending in `!` are static. */
export const parameters = (values: Record<string, string>, level: "instance" | "cluster" = "instance"): Parameters =>
	Object.fromEntries(
		Object.entries(values).map(([name, value]) => [
			name.replace("!", ""),
			{ value, source: "user", applyType: name.endsWith("!") ? ("static" as const) : ("dynamic" as const), level },
		]),
	);

/** What a PostgreSQL server should be set to. */
export const postgresParameters: Record<string, string> = {
	"rds.force_ssl": "1",
	ssl_min_protocol_version: "TLSv1.2",
	ssl_ciphers: "HIGH:!aNULL:!3DES",
	log_connections: "1",
	log_disconnections: "1",
	log_statement: "ddl",
	log_line_prefix: "%t:%r:%u@%d:[%p]:",
	log_error_verbosity: "default",
	log_hostname: "0",
	log_replication_commands: "1",
	log_min_duration_statement: "1000",
	log_parameter_max_length: "0",
	log_parameter_max_length_on_error: "0",
	password_encryption: "scram-sha-256",
	"rds.accepted_password_auth_method": "scram",
	"rds.restrict_password_commands!": "1",
	row_security: "1",
	"shared_preload_libraries!": "pg_stat_statements,pgaudit",
	"pgaudit.log": "ddl,role",
	"pgaudit.role": "rds_pgaudit",
	idle_in_transaction_session_timeout: "600000",
};

/** What a MySQL or MariaDB server should be set to. */
export const mysqlParameters: Record<string, string> = {
	require_secure_transport: "ON",
	"tls_version!": "TLSv1.2,TLSv1.3",
	local_infile: "0",
	log_output: "FILE",
	general_log: "0",
	slow_query_log: "1",
	long_query_time: "2",
	log_bin_trust_function_creators: "0",
	server_audit_logging: "1",
	server_audit_events: "CONNECT,QUERY_DCL,QUERY_DDL",
};

const server = {
	engine: "postgres",
	engineVersion: "16.4",
	status: "available",
	port: 15432,
	multiAz: true,
	storageEncrypted: true,
	kmsKey: customerKey,
	deletionProtection: true,
	backupRetentionDays: 14,
	latestRestorableTime: "2026-06-15T11:55:00.000Z",
	copyTagsToSnapshot: true,
	autoMinorVersionUpgrade: true,
	iamAuthentication: true,
	logExports: ["postgresql", "upgrade"],
	masterUsername: "orders_owner",
	masterSecret: { arn: arn("secretsmanager", "secret:rds!db-1-AbCdEf"), status: "active", kmsKeyId: "alias/databases" },
	masterSecretKey: customerKey,
	monitoringIntervalSeconds: 60,
	performanceInsights: { enabled: true, kmsKeyId: "alias/databases", retentionDays: 31 },
	performanceInsightsKey: customerKey,
	extendedSupport: "open-source-rds-extended-support-disabled",
	release: seen({ offered: true, status: "available" }),
	lifecycle: seen({ majorVersion: "16", standardSupportEnd: "2029-02-28T23:59:59.000Z", extendedSupportEnd: "2032-02-28T23:59:59.000Z" }),
	pendingMaintenance: seen([]),
	pendingChanges: [],
	backup: seen({ plans: [{ planId: "plan-1", planName: "databases", selectionName: "all", vault: "locked", vaultLocked: true }] }),
	network: privateNetwork(15432),
	createdAt: "2025-01-10T08:00:00.000Z",
};

/** A standalone PostgreSQL instance that passes every rule which applies to it. */
export const dbInstance: DbInstance = {
	kind: "rds.DbInstance",
	arn: arn("rds", "db:orders"),
	name: "orders",
	...place,
	...server,
	resourceId: "db-ABCDEFGHIJKL",
	instanceClass: "db.m7g.large",
	licenseModel: "postgresql-license",
	publiclyAccessible: false,
	vpcId: "vpc-0a1b2c3d",
	subnetGroup: "private",
	enhancedMonitoringStream: arn("logs", "log-group:RDSOSMetrics:log-stream:db-ABCDEFGHIJKL"),
	certificate: { authority: "rds-ca-rsa2048-g1", validTill: "2027-06-01T00:00:00.000Z" },
	authority: seen({ identifier: "rds-ca-rsa2048-g1", validTill: "2061-05-22T00:00:00.000Z" }),
	parameterGroups: [{ name: "orders-pg16", status: "in-sync", level: "instance" }],
	parameters: seen(parameters(postgresParameters)),
	optionGroups: [{ name: "default:postgres-16", status: "in-sync" }],
	options: seen([]),
	backupReplicas: ["arn:aws:rds:eu-central-1:111122223333:auto-backup:ab-1"],
	utilization: seen({ days: 7, cpuAverage: 22, cpuMaximum: 61, connectionsMaximum: 40, iopsAverage: 250 }),
};

/** An Aurora PostgreSQL cluster that passes every rule which applies to it. */
export const dbCluster: DbCluster = {
	kind: "rds.DbCluster",
	arn: arn("rds", "cluster:ledger"),
	name: "ledger",
	...place,
	...server,
	engine: "aurora-postgresql",
	logExports: ["postgresql"],
	resourceId: "cluster-ABCDEFGHIJKL",
	sort: "aurora",
	engineMode: "provisioned",
	httpEndpointEnabled: false,
	activityStreamStatus: "started",
	subnetGroup: "private",
	parameterGroups: [{ name: "ledger-apg16", status: "in-sync", level: "cluster" }],
	parameters: seen(parameters(postgresParameters, "cluster")),
	members: [
		{ id: "ledger-1", writer: true, parameterGroupStatus: "in-sync" },
		{ id: "ledger-2", writer: false, parameterGroupStatus: "in-sync" },
	],
	availabilityZones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
	associatedRoles: [],
};

export const dbSnapshot: DbSnapshot = {
	kind: "rds.Snapshot",
	arn: arn("rds", "snapshot:orders-2026-06-01"),
	name: "orders-2026-06-01",
	...place,
	of: "instance",
	type: "manual",
	engine: "postgres",
	sourceId: "orders",
	sourceExists: true,
	encrypted: true,
	kmsKey: customerKey,
	status: "available",
	createdAt: "2026-06-01T03:00:00.000Z",
	sharedWith: seen([]),
};

export const dbProxy: DbProxy = {
	kind: "rds.DbProxy",
	arn: arn("rds", "db-proxy:prx-0a1b"),
	name: "orders-proxy",
	...place,
	engineFamily: "POSTGRESQL",
	requireTls: true,
	debugLogging: false,
	idleTimeoutSeconds: 1800,
	auth: [
		{
			scheme: "SECRETS",
			iam: "REQUIRED",
			secretArn: arn("secretsmanager", "secret:orders-AbCdEf"),
			clientPasswordAuthType: "POSTGRES_SCRAM_SHA_256",
		},
	],
	network: privateNetwork(5432),
};

export const globalCluster: GlobalCluster = {
	kind: "rds.GlobalCluster",
	arn: "arn:aws:rds::111122223333:global-cluster:ledger-global",
	name: "ledger-global",
	...place,
	engine: "aurora-postgresql",
	engineVersion: "16.4",
	storageEncrypted: true,
	deletionProtection: true,
	members: [{ arn: arn("rds", "cluster:ledger"), writer: true }],
	release: seen({ offered: true, status: "available" }),
	lifecycle: seen({ majorVersion: "16", standardSupportEnd: "2029-02-28T23:59:59.000Z" }),
};

export const eventSubscription: EventSubscription = {
	kind: "rds.EventSubscription",
	arn: arn("rds", "es:databases"),
	name: "databases",
	...place,
	sourceType: "db-instance",
	categories: ["maintenance", "configuration change", "failure"],
	sourceIds: [],
	enabled: true,
	status: "active",
	snsTopicArn: arn("sns", "databases"),
};

export const subnetGroup: DbSubnetGroup = {
	kind: "rds.SubnetGroup",
	arn: arn("rds", "subgrp:private"),
	name: "private",
	...place,
	vpcId: "vpc-0a1b2c3d",
	network: privateNetwork(5432),
	usedBy: ["orders"],
};

export const parameterGroup: DbParameterGroup = {
	kind: "rds.ParameterGroup",
	arn: arn("rds", "pg:orders-pg16"),
	name: "orders-pg16",
	...place,
	level: "instance",
	family: "postgres16",
	usedBy: ["orders"],
};
