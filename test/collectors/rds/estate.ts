import { type Answer, paged } from "../../support/aws/fake-caller.ts";

const arn = (resource: string) => `arn:aws:rds:eu-west-1:111122223333:${resource}`;
const day = (text: string) => new Date(`${text}T00:00:00Z`);

/** An instance as DescribeDBInstances gives it. */
export const instance = (name: string, more: object = {}) => ({
	DBInstanceIdentifier: name,
	DBInstanceArn: arn(`db:${name}`),
	DbiResourceId: `db-${name.toUpperCase()}`,
	DBInstanceClass: "db.m7g.large",
	DBInstanceStatus: "available",
	Engine: "postgres",
	EngineVersion: "16.4",
	Endpoint: { Address: `${name}.rds`, Port: 5432 },
	DBParameterGroups: [{ DBParameterGroupName: "pg16", ParameterApplyStatus: "in-sync" }],
	OptionGroupMemberships: [{ OptionGroupName: "default:postgres-16", Status: "in-sync" }],
	VpcSecurityGroups: [{ VpcSecurityGroupId: "sg-1", Status: "active" }],
	DBSubnetGroup: { DBSubnetGroupName: "private", VpcId: "vpc-1", Subnets: [{ SubnetIdentifier: "subnet-1" }] },
	StorageEncrypted: true,
	KmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/k1",
	CACertificateIdentifier: "rds-ca-rsa2048-g1",
	CertificateDetails: { CAIdentifier: "rds-ca-rsa2048-g1", ValidTill: day("2027-06-01") },
	InstanceCreateTime: day("2025-01-10"),
	TagList: [{ Key: "team", Value: "orders" }],
	...more,
});

/** A cluster as DescribeDBClusters gives it. */
export const cluster = (name: string, more: object = {}) => ({
	DBClusterIdentifier: name,
	DBClusterArn: arn(`cluster:${name}`),
	DbClusterResourceId: `cluster-${name.toUpperCase()}`,
	Status: "available",
	Engine: "aurora-postgresql",
	EngineVersion: "16.4",
	DBClusterParameterGroup: "apg16",
	DBSubnetGroup: "private",
	VpcSecurityGroups: [{ VpcSecurityGroupId: "sg-1", Status: "active" }],
	DBClusterMembers: [{ DBInstanceIdentifier: `${name}-1`, IsClusterWriter: true, DBClusterParameterGroupStatus: "in-sync" }],
	StorageEncrypted: true,
	KmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/k1",
	TagList: [],
	...more,
});

export const member = (name: string, of: string, more: object = {}) =>
	instance(name, {
		Engine: "aurora-postgresql",
		DBClusterIdentifier: of,
		DBParameterGroups: [{ DBParameterGroupName: "apg16-member", ParameterApplyStatus: "in-sync" }],
		...more,
	});

export const snapshot = (name: string, more: object = {}) => ({
	DBSnapshotIdentifier: name,
	DBSnapshotArn: arn(`snapshot:${name}`),
	DBInstanceIdentifier: "orders",
	SnapshotType: "manual",
	Engine: "postgres",
	Encrypted: true,
	KmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/k1",
	Status: "available",
	SnapshotCreateTime: day("2026-06-01"),
	TagList: [],
	...more,
});

export const clusterSnapshot = (name: string, more: object = {}) => ({
	DBClusterSnapshotIdentifier: name,
	DBClusterSnapshotArn: arn(`cluster-snapshot:${name}`),
	DBClusterIdentifier: "ledger",
	SnapshotType: "manual",
	Engine: "aurora-postgresql",
	StorageEncrypted: false,
	Status: "available",
	TagList: [],
	...more,
});

export const parameter = (ParameterName: string, ParameterValue?: string, Source = "user", ApplyType = "dynamic") => ({
	ParameterName,
	ParameterValue,
	Source,
	ApplyType,
});

/** What a small estate answers; single operations are replaced by the tests. */
export const estate: Readonly<Record<string, Answer>> = {
	"rds:DescribeDBInstances": paged("DBInstances", [[instance("orders"), instance("billing")], [member("ledger-1", "ledger")]]),
	"rds:DescribeDBClusters": { DBClusters: [cluster("ledger")] },
	"rds:DescribeDBSnapshots": ({ SnapshotType }) => ({
		DBSnapshots:
			SnapshotType === "awsbackup"
				? [snapshot("backup-1", { SnapshotType: "awsbackup" })]
				: [snapshot("s1"), snapshot("rds:nightly", { SnapshotType: "automated" }), snapshot("orphan", { DBInstanceIdentifier: "gone" })],
	}),
	"rds:DescribeDBClusterSnapshots": { DBClusterSnapshots: [clusterSnapshot("c1")] },
	"rds:DescribeDBSnapshotAttributes": ({ DBSnapshotIdentifier }) => ({
		DBSnapshotAttributesResult: {
			DBSnapshotAttributes: [
				{ AttributeName: "restore", AttributeValues: DBSnapshotIdentifier === "s1" ? ["all"] : [] },
				{ AttributeName: "other", AttributeValues: ["ignored"] },
			],
		},
	}),
	"rds:DescribeDBClusterSnapshotAttributes": {
		DBClusterSnapshotAttributesResult: { DBClusterSnapshotAttributes: [{ AttributeName: "restore", AttributeValues: ["999999999999"] }] },
	},
	"rds:DescribeDBParameterGroups": {
		DBParameterGroups: [
			{ DBParameterGroupName: "pg16", DBParameterGroupFamily: "postgres16", DBParameterGroupArn: arn("pg:pg16") },
			{ DBParameterGroupName: "default.mysql8.0", DBParameterGroupFamily: "mysql8.0", DBParameterGroupArn: arn("pg:default.mysql8.0") },
			{ DBParameterGroupName: "doc", DBParameterGroupFamily: "docdb5.0", DBParameterGroupArn: arn("pg:doc") },
		],
	},
	"rds:DescribeDBClusterParameterGroups": {
		DBClusterParameterGroups: [
			{
				DBClusterParameterGroupName: "apg16",
				DBParameterGroupFamily: "aurora-postgresql16",
				DBClusterParameterGroupArn: arn("cluster-pg:apg16"),
			},
		],
	},
	"rds:DescribeDBParameters": ({ DBParameterGroupName }) => ({
		Parameters:
			DBParameterGroupName === "pg16"
				? [parameter("rds.force_ssl", "1", "user", "static"), parameter("log_statement", undefined, "engine-default")]
				: [parameter("log_statement", "all"), parameter("rds.force_ssl", "0", "system", "static"), parameter("work_mem", "4096", "system")],
	}),
	"rds:DescribeDBClusterParameters": {
		Parameters: [parameter("rds.force_ssl", "1", "user", "static"), parameter("log_statement", "ddl")],
	},
	"rds:DescribeDBSubnetGroups": {
		DBSubnetGroups: [
			{
				DBSubnetGroupName: "private",
				DBSubnetGroupArn: arn("subgrp:private"),
				VpcId: "vpc-1",
				Subnets: [{ SubnetIdentifier: "subnet-1" }],
			},
			{ DBSubnetGroupName: "idle", DBSubnetGroupArn: arn("subgrp:idle"), VpcId: "vpc-1", Subnets: [{ SubnetIdentifier: "subnet-1" }] },
		],
	},
	"rds:DescribeDBProxies": {
		DBProxies: [
			{
				DBProxyName: "front",
				DBProxyArn: arn("db-proxy:prx-1"),
				RequireTLS: true,
				EngineFamily: "POSTGRESQL",
				VpcId: "vpc-1",
				VpcSecurityGroupIds: ["sg-1"],
				VpcSubnetIds: ["subnet-1"],
				Auth: [{ AuthScheme: "SECRETS", IAMAuth: "REQUIRED", SecretArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:x" }],
			},
		],
	},
	"rds:DescribeEventSubscriptions": {
		EventSubscriptionsList: [
			{
				CustSubscriptionId: "alerts",
				EventSubscriptionArn: arn("es:alerts"),
				Enabled: true,
				SourceType: "db-instance",
				EventCategoriesList: ["failure"],
				SnsTopicArn: "arn:aws:sns:eu-west-1:111122223333:alerts",
			},
		],
	},
	"rds:DescribeGlobalClusters": {
		GlobalClusters: [
			{
				GlobalClusterIdentifier: "world",
				GlobalClusterArn: "arn:aws:rds::111122223333:global-cluster:world",
				Engine: "aurora-postgresql",
				EngineVersion: "16.4",
				GlobalClusterMembers: [{ DBClusterArn: arn("cluster:ledger"), IsWriter: true }],
			},
			{
				GlobalClusterIdentifier: "documents",
				GlobalClusterArn: "arn:aws:rds::111122223333:global-cluster:documents",
				Engine: "docdb",
				GlobalClusterMembers: [{ DBClusterArn: arn("cluster:documents"), IsWriter: true }],
			},
		],
	},
	"rds:DescribeCertificates": {
		Certificates: [
			{
				CertificateIdentifier: "rds-ca-rsa2048-g1",
				ValidTill: day("2061-05-22"),
				CustomerOverride: true,
				CustomerOverrideValidTill: day("2060-01-01"),
			},
		],
	},
	"rds:DescribeDBMajorEngineVersions": {
		DBMajorEngineVersions: [
			{
				Engine: "postgres",
				MajorEngineVersion: "16",
				SupportedEngineLifecycles: [
					{ LifecycleSupportName: "open-source-rds-standard-support", LifecycleSupportEndDate: day("2029-02-28") },
					{ LifecycleSupportName: "open-source-rds-extended-support", LifecycleSupportEndDate: day("2032-02-28") },
				],
			},
			{ Engine: "postgres", MajorEngineVersion: "1", SupportedEngineLifecycles: [] },
			{ Engine: "aurora-postgresql", MajorEngineVersion: "16", SupportedEngineLifecycles: [] },
		],
	},
	"rds:DescribeDBEngineVersions": ({ Engine }) => ({
		DBEngineVersions: [
			{ Engine, EngineVersion: "16.4", Status: "available" },
			{ Engine, EngineVersion: "16.1", Status: "deprecated" },
		],
	}),
	"rds:DescribePendingMaintenanceActions": {
		PendingMaintenanceActions: [
			{
				ResourceIdentifier: arn("db:orders"),
				PendingMaintenanceActionDetails: [
					{ Action: "system-update", Description: "New OS", OptInStatus: "pending", AutoAppliedAfterDate: day("2026-07-01") },
				],
			},
		],
	},
	"rds:ListTagsForResource": ({ ResourceName }) => ({ TagList: [{ Key: "of", Value: String(ResourceName) }] }),
	"cloudwatch:GetMetricData": ({ MetricDataQueries }) => ({
		MetricDataResults: (MetricDataQueries as { Id: string }[]).map(({ Id }) => ({ Id, StatusCode: "Complete", Values: [10, 20] })),
	}),
	"kms:DescribeKey": ({ KeyId }) => ({
		KeyMetadata: { Arn: KeyId, KeyManager: "CUSTOMER", KeyState: "Enabled", AWSAccountId: "111122223333" },
	}),
	"ec2:DescribeSecurityGroups": { SecurityGroups: [{ GroupId: "sg-1", GroupName: "db", VpcId: "vpc-1", IpPermissions: [] }] },
	"ec2:DescribeSubnets": { Subnets: [{ SubnetId: "subnet-1", VpcId: "vpc-1", AvailabilityZone: "eu-west-1a" }] },
	"ec2:DescribeRouteTables": { RouteTables: [{ RouteTableId: "rtb-1", VpcId: "vpc-1", Associations: [{ Main: true }], Routes: [] }] },
	"ec2:DescribeVpcs": { Vpcs: [{ VpcId: "vpc-1", IsDefault: false }] },
	"backup:ListBackupPlans": { BackupPlansList: [] },
	"backup:ListBackupVaults": { BackupVaultList: [] },
	"backup:ListReportPlans": { ReportPlans: [] },
	"backup:DescribeRegionSettings": { ResourceTypeOptInPreference: { RDS: true, Aurora: true } },
};
