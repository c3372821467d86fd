import { seen } from "../../../shared/core/observed.ts";
import type {
	Alarm,
	BackupVault,
	Ec2Instance,
	IamPolicy,
	IamPrincipal,
	KmsKey,
	LogGroup,
	RecoveryPoint,
	Region,
	Secret,
	SecurityGroup,
} from "../../../shared/core/resources/index.ts";
import { account, arn, customerKey, place, privateNetwork, region, scopedTrust } from "./common.ts";
import { trailFilters } from "./trail-filters.ts";

const keyId = "11111111-2222-3333-4444-555555555555";

/** Only the account itself, as the default key policy has it. */
const accountOnly = {
	json: JSON.stringify({
		Version: "2012-10-17",
		Statement: [{ Sid: "Account", Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "kms:*", Resource: "*" }],
	}),
};

export const kmsKey: KmsKey = {
	kind: "kms.Key",
	arn: arn("kms", `key/${keyId}`),
	name: "alias/databases",
	...place,
	keyId,
	aliases: ["alias/databases"],
	state: "Enabled",
	spec: "SYMMETRIC_DEFAULT",
	usage: "ENCRYPT_DECRYPT",
	origin: "AWS_KMS",
	multiRegion: false,
	createdAt: "2025-01-01T00:00:00.000Z",
	policy: seen(accountOnly),
	rotation: seen({ enabled: true, periodDays: 365 }),
	grants: seen([]),
	encrypts: [arn("rds", "db:orders")],
};

export const secret: Secret = {
	kind: "secretsmanager.Secret",
	arn: arn("secretsmanager", "secret:orders/app-AbCdEf"),
	name: "orders/app",
	...place,
	kmsKeyId: arn("kms", `key/${keyId}`),
	kmsKey: customerKey,
	rotationEnabled: true,
	rotationLambdaArn: arn("lambda", "function:rotate"),
	rotationDays: 30,
	createdAt: "2025-02-01T00:00:00.000Z",
	lastChanged: "2026-06-01T00:00:00.000Z",
	lastRotated: "2026-06-01T00:00:00.000Z",
	lastAccessed: "2026-06-14T00:00:00.000Z",
	nextRotation: "2026-07-01T00:00:00.000Z",
	versions: { "v-2": ["AWSCURRENT"], "v-1": ["AWSPREVIOUS"] },
	policy: seen({
		json: JSON.stringify({
			Version: "2012-10-17",
			Statement: [
				{
					Effect: "Deny",
					Principal: "*",
					Action: "secretsmanager:GetSecretValue",
					Resource: "*",
					Condition: { StringNotEquals: { "aws:PrincipalArn": [`arn:aws:iam::${account}:role/orders-api`] } },
				},
			],
		}),
	}),
	replicaRegions: [],
	database: arn("rds", "db:orders"),
};

export const logGroup: LogGroup = {
	kind: "logs.LogGroup",
	arn: arn("logs", "log-group:/aws/rds/instance/orders/postgresql"),
	name: "/aws/rds/instance/orders/postgresql",
	...place,
	retentionDays: 400,
	kmsKeyId: arn("kms", `key/${keyId}`),
	storedBytes: 1024,
	logClass: "STANDARD",
	source: arn("rds", "db:orders"),
	resourcePolicies: seen([]),
	secretsFound: seen({ eventsRead: 100, kinds: {} }),
};

export const alarm: Alarm = {
	kind: "cloudwatch.Alarm",
	arn: arn("cloudwatch", "alarm:orders-cpu"),
	name: "orders-cpu",
	...place,
	actionsEnabled: true,
	alarmActions: [arn("sns", "databases")],
	state: "OK",
	metricName: "CPUUtilization",
	namespace: "AWS/RDS",
};

export const securityGroup: SecurityGroup = {
	kind: "ec2.SecurityGroup",
	arn: arn("ec2", "security-group/sg-0db"),
	name: "databases",
	...place,
	groupId: "sg-0db",
	vpcId: "vpc-0a1b2c3d",
	description: "Databases",
	isDefault: false,
	ingress: [{ protocol: "tcp", fromPort: 5432, toPort: 5432, source: { kind: "securityGroup", value: "sg-0app" }, cidrs: [] }],
	egressRules: 0,
	interfaces: seen([{ id: "eni-0a", description: "RDSNetworkInterface" }]),
};

export const ec2Instance: Ec2Instance = {
	kind: "ec2.Instance",
	arn: arn("ec2", "instance/i-0a1b2c"),
	name: "i-0a1b2c",
	...place,
	instanceId: "i-0a1b2c",
	publicIps: [],
	network: privateNetwork(5432),
};

export const backupVault: BackupVault = {
	kind: "backup.Vault",
	arn: arn("backup", "backup-vault:locked"),
	name: "locked",
	...place,
	encryptionKeyArn: arn("kms", `key/${keyId}`),
	kmsKey: customerKey,
	locked: true,
	minRetentionDays: 7,
	recoveryPoints: 12,
};

export const recoveryPoint: RecoveryPoint = {
	kind: "backup.RecoveryPoint",
	arn: arn("rds", "snapshot:awsbackup:job-1"),
	name: "awsbackup:job-1",
	...place,
	vault: "locked",
	resourceArn: arn("rds", "db:orders"),
	resourceType: "RDS",
	encrypted: true,
	status: "COMPLETED",
	createdAt: "2026-06-14T03:00:00.000Z",
};

export const iamPrincipal: IamPrincipal = {
	kind: "iam.Principal",
	arn: `arn:aws:iam::${account}:role/payments-api`,
	name: "payments-api",
	...place,
	region: "global",
	type: "role",
	policies: [
		{
			policyName: "connect",
			inline: true,
			document: {
				json: JSON.stringify({
					Version: "2012-10-17",
					Statement: [
						{
							Effect: "Allow",
							Action: "rds-db:connect",
							Resource: `arn:aws:rds-db:${region}:${account}:dbuser:db-ABCDEFGHIJKL/payments_api`,
						},
					],
				}),
			},
		},
	],
	trust: scopedTrust,
	managedByAws: false,
	lastUsed: "2026-06-15T10:00:00.000Z",
	databaseResourceIds: seen(["db-ABCDEFGHIJKL", "cluster-ABCDEFGHIJKL"]),
	databaseRegions: [region],
};

export const iamPolicy: IamPolicy = {
	kind: "iam.Policy",
	arn: `arn:aws:iam::${account}:policy/decrypt-databases`,
	name: "decrypt-databases",
	...place,
	region: "global",
	attachments: 1,
	document: {
		json: JSON.stringify({
			Version: "2012-10-17",
			Statement: [{ Effect: "Allow", Action: "kms:Decrypt", Resource: arn("kms", `key/${keyId}`) }],
		}),
	},
};

const trailGroup = "cloudtrail";

export const regionSettings: Region = {
	kind: "aws.Region",
	arn: `arn:aws:account:${region}:${account}:region`,
	name: region,
	...place,
	databases: seen({ instances: 4, clusters: 2 }),
	eksClusters: seen(1),
	eventSubscriptions: seen([
		{
			arn: arn("rds", "es:i"),
			name: "i",
			sourceType: "db-instance",
			categories: ["maintenance", "configuration change", "failure"],
			sourceIds: [],
			enabled: true,
		},
		{ arn: arn("rds", "es:c"), name: "c", sourceType: "db-cluster", categories: ["maintenance", "failure"], sourceIds: [], enabled: true },
		{
			arn: arn("rds", "es:p"),
			name: "p",
			sourceType: "db-parameter-group",
			categories: ["configuration change"],
			sourceIds: [],
			enabled: true,
		},
		{
			arn: arn("rds", "es:s"),
			name: "s",
			sourceType: "db-security-group",
			categories: ["configuration change", "failure"],
			sourceIds: [],
			enabled: true,
		},
	]),
	trails: seen([
		{
			name: "main",
			arn: arn("cloudtrail", "trail/main"),
			multiRegion: true,
			logging: seen(true),
			logGroup: trailGroup,
			managementEvents: true,
		},
	]),
	metricFilters: seen(trailFilters(trailGroup)),
	backupPlans: seen(1),
	backupVaults: seen(1),
	backupReportPlans: seen(1),
	guardDuty: seen({
		enabled: true,
		features: { RDS_LOGIN_EVENTS: true, EKS_AUDIT_LOGS: true, RUNTIME_MONITORING: true },
		runtimeEksAddon: true,
	}),
};
