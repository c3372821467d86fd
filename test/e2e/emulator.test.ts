import {
	BackupClient,
	GetBackupSelectionCommand,
	ListBackupSelectionsCommand,
	ListRecoveryPointsByBackupVaultCommand,
} from "@aws-sdk/client-backup";
import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeNetworkInterfacesCommand, DescribeVpcsCommand, EC2Client, GetManagedPrefixListEntriesCommand } from "@aws-sdk/client-ec2";
import {
	DescribeAccessEntryCommand,
	DescribeAddonCommand,
	DescribeClusterCommand,
	DescribeClusterVersionsCommand,
	DescribeIdentityProviderConfigCommand,
	DescribePodIdentityAssociationCommand,
	EKSClient,
	ListAccessEntriesCommand,
	ListAddonsCommand,
	ListAssociatedAccessPoliciesCommand,
	ListClustersCommand,
	ListIdentityProviderConfigsCommand,
	ListPodIdentityAssociationsCommand,
} from "@aws-sdk/client-eks";
import { GetDetectorCommand, GuardDutyClient } from "@aws-sdk/client-guardduty";
import { GetAccountAuthorizationDetailsCommand, IAMClient } from "@aws-sdk/client-iam";
import { DescribeKeyCommand, KMSClient, ListGrantsCommand } from "@aws-sdk/client-kms";
import {
	DescribeCertificatesCommand,
	DescribeDBClusterParametersCommand,
	DescribeDBClustersCommand,
	DescribeDBEngineVersionsCommand,
	DescribeDBInstanceAutomatedBackupsCommand,
	DescribeDBInstancesCommand,
	DescribeDBMajorEngineVersionsCommand,
	DescribeDBParameterGroupsCommand,
	DescribeDBParametersCommand,
	DescribeDBSnapshotAttributesCommand,
	DescribeDBSnapshotsCommand,
	DescribeEngineDefaultParametersCommand,
	DescribeOptionGroupsCommand,
	DescribePendingMaintenanceActionsCommand,
	paginateDescribeDBEngineVersions,
	paginateDescribeDBSnapshots,
	RDSClient,
} from "@aws-sdk/client-rds";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Emulator, type SmallEstate, startEmulator } from "../support/aws/emulator.ts";

let emulator: Emulator;
let estate: SmallEstate;

const region = "us-east-1";
const credentials = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };

/** Client settings that reach the emulator; one attempt, so that a fault is seen. */
const settings = (maxAttempts = 1) => ({ endpoint: emulator.url, region, credentials, maxAttempts });

/** The name of the error that a call ends with. */
async function failure(
	call: Promise<unknown>,
): Promise<{ name: string; message: string; code?: string; $metadata?: { httpStatusCode?: number } }> {
	return call.then(
		() => expect.unreachable("the call succeeded"),
		(error) => error,
	);
}

beforeAll(async () => {
	emulator = await startEmulator();
	estate = await emulator.seedSmall();
});

afterAll(() => emulator.stop());

describe("RDS answers beyond moto", () => {
	const rds = () => new RDSClient(settings());

	it("describes the members of instances that posture depends on", async () => {
		const { DBInstances } = await rds().send(new DescribeDBInstancesCommand({}));
		const byId = new Map(DBInstances?.map((db) => [db.DBInstanceIdentifier, db]));
		const good = byId.get("good");
		expect(good).toMatchObject({
			PubliclyAccessible: false,
			CACertificateIdentifier: "rds-ca-rsa2048-g1",
			CertificateDetails: { CAIdentifier: "rds-ca-rsa2048-g1", ValidTill: expect.any(Date) },
			MonitoringInterval: 60,
			PerformanceInsightsEnabled: true,
			EngineLifecycleSupport: "open-source-rds-extended-support",
			AutoMinorVersionUpgrade: true,
			ActivityStreamStatus: "stopped",
			LicenseModel: "postgresql-license",
			KmsKeyId: estate.kmsKeys.rotated,
		});
		expect(good?.DBSubnetGroup?.VpcId).toBe(estate.vpc);
		expect(byId.get("public")).toMatchObject({
			PubliclyAccessible: true,
			PendingModifiedValues: { EngineVersion: "16.10" },
			CertificateDetails: { CAIdentifier: "rds-ca-2019", ValidTill: new Date("2024-08-22T00:00:00Z") },
		});
		expect(byId.get("unencrypted")?.KmsKeyId).toBeUndefined();
		expect(byId.get("no-backups")?.LatestRestorableTime).toBeUndefined();
		expect(byId.get("mysql-plain")?.DBParameterGroups).toEqual([
			{ DBParameterGroupName: "mysql-plain", ParameterApplyStatus: "pending-reboot" },
		]);
		expect(byId.get("managed-secret")?.MasterUserSecret?.SecretArn).toMatch(/^arn:aws:secretsmanager:/);
		expect(byId.get("aurora-pg-1")).toMatchObject({ DBClusterIdentifier: "aurora-pg", DBSubnetGroup: { DBSubnetGroupName: "private" } });
		expect(new Set(DBInstances?.map((db) => db.DbiResourceId)).size).toBe(DBInstances?.length);
	});

	it("describes clusters with their own default parameter groups, Multi-AZ and the sister products", async () => {
		const { DBClusters } = await rds().send(new DescribeDBClustersCommand({}));
		const byId = new Map(DBClusters?.map((cluster) => [cluster.DBClusterIdentifier, cluster]));
		expect([...byId.keys()].sort()).toEqual([...estate.dbClusters].sort());
		expect(byId.get("aurora-pg")).toMatchObject({ MultiAZ: true, DBClusterParameterGroup: "aurora-pg-tls", StorageEncrypted: true });
		expect(byId.get("aurora-mysql")).toMatchObject({ DBClusterParameterGroup: "default.aurora-mysql8.0", StorageEncrypted: false });
		expect(byId.get("aurora-mysql")?.KmsKeyId).toBeUndefined();
		expect(byId.get("multi-az")).toMatchObject({
			MultiAZ: true,
			DBClusterInstanceClass: "db.m6gd.large",
			DBClusterParameterGroup: "default.postgres16",
		});
		expect(byId.get("docdb")).toMatchObject({ Engine: "docdb", Port: 27017 });
	});

	it("describes certificate authorities, one or all, and refuses an unknown one", async () => {
		const { Certificates, DefaultCertificateForNewLaunches } = await rds().send(new DescribeCertificatesCommand({}));
		expect(DefaultCertificateForNewLaunches).toBe("rds-ca-rsa2048-g1");
		expect(Certificates?.map((ca) => ca.CertificateIdentifier)).toContain("rds-ca-ecc384-g1");
		const one = await rds().send(new DescribeCertificatesCommand({ CertificateIdentifier: "rds-ca-2019" }));
		expect(one.Certificates?.[0]?.ValidTill).toEqual(new Date("2024-08-22T00:00:00Z"));
		expect((await failure(rds().send(new DescribeCertificatesCommand({ CertificateIdentifier: "none" })))).name).toBe(
			"CertificateNotFoundFault",
		);
	});

	it("pages engine versions, and shows withdrawn ones only on demand", async () => {
		const pages = [];
		for await (const page of paginateDescribeDBEngineVersions({ client: rds(), pageSize: 20 }, { Engine: "postgres" }))
			pages.push(page.DBEngineVersions ?? []);
		expect(pages.length).toBeGreaterThan(1);
		const offered = pages.flat();
		expect(new Set(offered.map((version) => version.EngineVersion)).size).toBe(offered.length);
		expect(offered.every((version) => version.Engine === "postgres" && version.Status === "available")).toBe(true);
		const all = await rds().send(new DescribeDBEngineVersionsCommand({ Engine: "postgres", EngineVersion: "13.4", IncludeAll: true }));
		expect(all.DBEngineVersions).toMatchObject([
			{ EngineVersion: "13.4", Status: "deprecated", MajorEngineVersion: "13", DBParameterGroupFamily: "postgres13" },
		]);
		const withdrawn = await rds().send(new DescribeDBEngineVersionsCommand({ Engine: "postgres", EngineVersion: "13.4" }));
		expect(withdrawn.DBEngineVersions).toEqual([]);
	});

	it("describes life cycles of major versions", async () => {
		const { DBMajorEngineVersions } = await rds().send(
			new DescribeDBMajorEngineVersionsCommand({ Engine: "postgres", MajorEngineVersion: "13" }),
		);
		expect(DBMajorEngineVersions).toHaveLength(1);
		expect(DBMajorEngineVersions?.[0]?.SupportedEngineLifecycles?.map((cycle) => cycle.LifecycleSupportName)).toEqual([
			"open-source-rds-standard-support",
			"open-source-rds-extended-support",
		]);
		expect(DBMajorEngineVersions?.[0]?.SupportedEngineLifecycles?.[0]?.LifecycleSupportEndDate).toBeInstanceOf(Date);
	});

	it("describes planted maintenance", async () => {
		const { PendingMaintenanceActions } = await rds().send(new DescribePendingMaintenanceActionsCommand({}));
		expect(PendingMaintenanceActions).toMatchObject([
			{
				ResourceIdentifier: `arn:aws:rds:${region}:${estate.account}:db:public`,
				PendingMaintenanceActionDetails: [{ Action: "system-update", AutoAppliedAfterDate: expect.any(Date) }],
			},
		]);
	});

	it("gives parameters with source and apply type, defaults included, for custom and default groups", async () => {
		const read = async (name: string) => {
			const { Parameters } = await rds().send(new DescribeDBParametersCommand({ DBParameterGroupName: name }));
			return new Map(Parameters?.map((parameter) => [parameter.ParameterName, parameter]));
		};
		const custom = await read("pg-plain");
		expect(custom.get("rds.force_ssl")).toMatchObject({ ParameterValue: "0", Source: "user", ApplyType: "dynamic", IsModifiable: true });
		expect(custom.get("shared_preload_libraries")).toMatchObject({ Source: "system", ApplyType: "static" });
		expect(custom.get("log_statement")).toMatchObject({ Source: "engine-default" });
		expect(custom.get("log_statement")?.ParameterValue).toBeUndefined();
		expect((await read("default.postgres13")).get("rds.force_ssl")?.ParameterValue).toBe("0");
		expect((await read("default.postgres16")).get("rds.force_ssl")?.ParameterValue).toBe("1");
		expect((await failure(read("absent"))).name).toBe("DBParameterGroupNotFoundFault");

		const cluster = await rds().send(
			new DescribeDBClusterParametersCommand({ DBClusterParameterGroupName: "aurora-pg-tls", Source: "user" }),
		);
		expect(cluster.Parameters).toMatchObject([{ ParameterName: "rds.force_ssl", ParameterValue: "1", Source: "user" }]);
		const aurora = await rds().send(new DescribeDBParametersCommand({ DBParameterGroupName: "default.aurora-postgresql16" }));
		expect(aurora.Parameters?.map((parameter) => parameter.ParameterName)).not.toContain("rds.force_ssl");
		const clusterDefault = await rds().send(
			new DescribeDBClusterParametersCommand({ DBClusterParameterGroupName: "default.aurora-mysql8.0" }),
		);
		expect(clusterDefault.Parameters?.map((parameter) => parameter.ParameterName)).toContain("server_audit_logging");
		const engine = await rds().send(new DescribeEngineDefaultParametersCommand({ DBParameterGroupFamily: "mysql8.0", MaxRecords: 5 }));
		expect(engine.EngineDefaults).toMatchObject({ DBParameterGroupFamily: "mysql8.0", Marker: expect.any(String) });
		expect(engine.EngineDefaults?.Parameters).toHaveLength(5);
	});

	it("lists parameter groups and option groups in use, the default ones too", async () => {
		const parameters = await rds().send(new DescribeDBParameterGroupsCommand({}));
		expect(parameters.DBParameterGroups?.map((group) => group.DBParameterGroupName)).toContain("pg-tls");
		const options = await rds().send(new DescribeOptionGroupsCommand({}));
		const names = options.OptionGroupsList?.map((group) => group.OptionGroupName);
		expect(names).toEqual(expect.arrayContaining(["mysql-audit", "default:postgres-16", "default:mysql-8-0"]));
	});

	it("pages snapshots without losing or repeating one", async () => {
		const seen: string[] = [];
		let pages = 0;
		for await (const page of paginateDescribeDBSnapshots({ client: rds(), pageSize: 2 }, {})) {
			pages += 1;
			seen.push(...(page.DBSnapshots ?? []).map((snapshot) => snapshot.DBSnapshotIdentifier ?? ""));
		}
		expect(pages).toBeGreaterThan(2);
		expect(new Set(seen).size).toBe(seen.length);
		expect(seen).toEqual(expect.arrayContaining([...estate.dbSnapshots]));
	});

	it("tells with whom a snapshot is shared", async () => {
		const restore = async (name: string) => {
			const answer = await rds().send(new DescribeDBSnapshotAttributesCommand({ DBSnapshotIdentifier: name }));
			return answer.DBSnapshotAttributesResult?.DBSnapshotAttributes?.find((attribute) => attribute.AttributeName === "restore")
				?.AttributeValues;
		};
		expect(await restore("snapshot-shared")).toEqual([estate.foreign]);
		expect(await restore("snapshot-public")).toEqual(["all"]);
		expect(await restore("snapshot-private")).toEqual([]);
	});

	it("describes automated backups of the instances that have them", async () => {
		const { DBInstanceAutomatedBackups } = await rds().send(new DescribeDBInstanceAutomatedBackupsCommand({}));
		const names = DBInstanceAutomatedBackups?.map((backup) => backup.DBInstanceIdentifier);
		expect(names).toContain("good");
		expect(names).not.toContain("no-backups");
		expect(DBInstanceAutomatedBackups?.[0]).toMatchObject({
			Status: "active",
			Region: region,
			RestoreWindow: { LatestTime: expect.any(Date) },
		});
	});
});

describe("EKS answers beyond moto", () => {
	const eks = () => new EKSClient(settings());

	it("describes a cluster with network, access, support policy, protection and health", async () => {
		const good = (await eks().send(new DescribeClusterCommand({ name: "good" }))).cluster;
		expect(good).toMatchObject({
			version: "1.34",
			deletionProtection: true,
			accessConfig: { authenticationMode: "API" },
			upgradePolicy: { supportType: "STANDARD" },
			health: { issues: [] },
			encryptionConfig: [{ resources: ["secrets"], provider: { keyArn: estate.kmsKeys.rotated } }],
			resourcesVpcConfig: { vpcId: estate.vpc, clusterSecurityGroupId: expect.stringMatching(/^sg-/), endpointPublicAccess: false },
			logging: { clusterLogging: [{ enabled: true, types: ["api", "audit", "authenticator", "controllerManager", "scheduler"] }] },
		});
		const open = (await eks().send(new DescribeClusterCommand({ name: "open" }))).cluster;
		expect(open?.resourcesVpcConfig?.publicAccessCidrs).toEqual(["0.0.0.0/1", "128.0.0.0/1"]);
		expect(open).toMatchObject({ deletionProtection: false, upgradePolicy: { supportType: "EXTENDED" } });
		expect(open?.encryptionConfig).toBeUndefined();
		expect(open?.identity?.oidc?.issuer).not.toBe(good?.identity?.oidc?.issuer);
	});

	it("describes Kubernetes versions, the unsupported ones on demand", async () => {
		const all = await eks().send(new DescribeClusterVersionsCommand({ includeAll: true }));
		const old = all.clusterVersions?.find((version) => version.clusterVersion === "1.28");
		expect(old).toMatchObject({
			versionStatus: "UNSUPPORTED",
			endOfExtendedSupportDate: expect.any(Date),
			endOfStandardSupportDate: expect.any(Date),
		});
		const supported = await eks().send(new DescribeClusterVersionsCommand({}));
		expect(supported.clusterVersions?.map((version) => version.versionStatus)).not.toContain("UNSUPPORTED");
		const one = await eks().send(new DescribeClusterVersionsCommand({ clusterVersions: ["1.28"] }));
		expect(one.clusterVersions).toHaveLength(1);
	});

	it("lists and describes add-ons, access entries, pod identities and identity providers", async () => {
		const clusterName = "good";
		expect((await eks().send(new ListAddonsCommand({ clusterName }))).addons).toEqual(["vpc-cni"]);
		expect((await eks().send(new DescribeAddonCommand({ clusterName, addonName: "vpc-cni" }))).addon).toMatchObject({
			status: "ACTIVE",
			addonVersion: "v1.19.0-eksbuild.1",
		});

		const principalArn = estate.roles.app;
		expect((await eks().send(new ListAccessEntriesCommand({ clusterName }))).accessEntries).toEqual([principalArn]);
		expect((await eks().send(new DescribeAccessEntryCommand({ clusterName, principalArn }))).accessEntry).toMatchObject({
			type: "STANDARD",
			kubernetesGroups: ["developers"],
		});
		const policies = await eks().send(new ListAssociatedAccessPoliciesCommand({ clusterName, principalArn }));
		expect(policies.associatedAccessPolicies).toMatchObject([
			{ policyArn: expect.stringContaining("AmazonEKSClusterAdminPolicy"), accessScope: { type: "cluster" } },
		]);

		const [association] = (await eks().send(new ListPodIdentityAssociationsCommand({ clusterName }))).associations ?? [];
		expect(association).toMatchObject({ namespace: "shop", serviceAccount: "orders" });
		const associationId = association?.associationId ?? "";
		expect((await eks().send(new DescribePodIdentityAssociationCommand({ clusterName, associationId }))).association?.roleArn).toBe(
			principalArn,
		);

		const { identityProviderConfigs } = await eks().send(new ListIdentityProviderConfigsCommand({ clusterName }));
		expect(identityProviderConfigs).toEqual([{ type: "oidc", name: "staff" }]);
		const provider = await eks().send(
			new DescribeIdentityProviderConfigCommand({ clusterName, identityProviderConfig: { type: "oidc", name: "staff" } }),
		);
		expect(provider.identityProviderConfig?.oidc).toMatchObject({
			issuerUrl: "https://login.example.com",
			clientId: "kubernetes",
			usernamePrefix: "-",
			status: "ACTIVE",
		});
	});

	it("refuses what does not exist", async () => {
		expect((await failure(eks().send(new ListAddonsCommand({ clusterName: "none" })))).name).toBe("ResourceNotFoundException");
		expect((await failure(eks().send(new DescribeAddonCommand({ clusterName: "good", addonName: "none" })))).name).toBe(
			"ResourceNotFoundException",
		);
	});
});

describe("the services around answer beyond moto", () => {
	it("keeps backup selections by tag and recovery points", async () => {
		const backup = new BackupClient(settings());
		const { BackupSelectionsList } = await backup.send(new ListBackupSelectionsCommand({ BackupPlanId: estate.backupPlan }));
		expect(BackupSelectionsList).toMatchObject([{ SelectionName: "tagged" }]);
		const selection = await backup.send(
			new GetBackupSelectionCommand({ BackupPlanId: estate.backupPlan, SelectionId: BackupSelectionsList?.[0]?.SelectionId }),
		);
		expect(selection.BackupSelection?.ListOfTags).toEqual([
			{ ConditionType: "STRINGEQUALS", ConditionKey: "backup", ConditionValue: "daily" },
		]);
		const points = await backup.send(new ListRecoveryPointsByBackupVaultCommand({ BackupVaultName: estate.backupVault }));
		expect(points.RecoveryPoints).toMatchObject([{ IsEncrypted: false, ResourceType: "RDS" }]);
	});

	it("tells AWS managed keys from customer managed ones, and lists grants", async () => {
		const kms = new KMSClient(settings());
		const manager = async (KeyId: string) => (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyManager;
		expect(await manager("alias/aws/rds")).toBe("AWS");
		expect(await manager("alias/databases")).toBe("CUSTOMER");
		const { Grants } = await kms.send(new ListGrantsCommand({ KeyId: estate.kmsKeys.rotated }));
		expect(Grants).toMatchObject([
			{ GranteePrincipal: `arn:aws:iam::${estate.foreign}:role/reader`, Operations: ["Decrypt"], CreationDate: expect.any(Date) },
		]);
	});

	it("answers every GuardDuty feature with its status", async () => {
		const detector = await new GuardDutyClient(settings()).send(new GetDetectorCommand({ DetectorId: estate.detector }));
		const status = new Map(detector.Features?.map((feature) => [feature.Name as string, feature.Status]));
		expect(status.get("RDS_LOGIN_EVENTS")).toBe("ENABLED");
		expect(status.get("EKS_AUDIT_LOGS")).toBe("DISABLED");
	});

	it("gives network interfaces, prefix lists, VPCs and the authorisation details of the account", async () => {
		const ec2 = new EC2Client(settings());
		const interfaces = await ec2.send(
			new DescribeNetworkInterfacesCommand({ Filters: [{ Name: "group-id", Values: [estate.securityGroups.open] }] }),
		);
		expect(interfaces.NetworkInterfaces?.map((one) => one.Attachment?.InstanceId)).toEqual([estate.ec2Instance]);
		const { Entries } = await ec2.send(new GetManagedPrefixListEntriesCommand({ PrefixListId: estate.prefixList }));
		expect(Entries?.map((entry) => entry.Cidr)).toEqual(["0.0.0.0/1", "128.0.0.0/1"]);
		const { Vpcs } = await ec2.send(new DescribeVpcsCommand({}));
		expect(Vpcs?.filter((vpc) => vpc.IsDefault)).toHaveLength(1);
		const iam = await new IAMClient(settings()).send(new GetAccountAuthorizationDetailsCommand({}));
		const app = iam.RoleDetailList?.find((role) => role.RoleName === "app");
		expect(decodeURIComponent(app?.RolePolicyList?.[0]?.PolicyDocument ?? "")).toContain("rds-db:connect");
	});
});

describe("faults", () => {
	beforeEach(() => emulator.faults([]));
	afterAll(() => emulator.faults([]));

	const listEks = (attempts = 1) => new EKSClient(settings(attempts)).send(new ListClustersCommand({}));
	const listRds = (attempts = 1) => new RDSClient(settings(attempts)).send(new DescribeDBInstancesCommand({}));
	const calls = {
		"Query (rds)": [{ service: "rds" }, () => listRds()],
		"EC2 Query (ec2)": [{ service: "ec2" }, () => new EC2Client(settings()).send(new DescribeVpcsCommand({}))],
		"REST JSON (eks)": [{ service: "eks" }, () => listEks()],
		"JSON (kms)": [{ service: "kms" }, () => new KMSClient(settings()).send(new DescribeKeyCommand({ KeyId: "alias/aws/rds" }))],
		"JSON (cloudwatch)": [{ service: "cloudwatch" }, () => new CloudWatchClient(settings()).send(new DescribeAlarmsCommand({}))],
		"JSON (logs)": [{ service: "logs" }, () => new CloudWatchLogsClient(settings()).send(new DescribeLogGroupsCommand({}))],
	} as const;

	it.each(Object.entries(calls))("throttles and denies in the words of %s", async (_, [match, call]) => {
		await emulator.faults([{ ...match, kind: "throttle" }]);
		expect((await failure(call())).name).toMatch(/^(Throttling|ThrottlingException|TooManyRequestsException|RequestLimitExceeded)$/);
		await emulator.faults([{ ...match, kind: "deny" }]);
		expect((await failure(call())).name).toMatch(/^(AccessDenied|AccessDeniedException|UnauthorizedOperation)$/);
		await emulator.faults([]);
		await expect(call()).resolves.toBeDefined();
	});

	it.each(Object.entries(calls))("answers something that does not parse in %s", async (_, [match, call]) => {
		await emulator.faults([{ ...match, kind: "malformed" }]);
		await failure(call());
		await emulator.faults([{ ...match, kind: "html500" }]);
		expect((await failure(call())).$metadata?.httpStatusCode).toBe(500);
	});

	it("breaks connections before and within an answer", async () => {
		await emulator.faults([{ service: "rds", operation: "DescribeDBInstances", kind: "reset" }]);
		expect((await failure(listRds())).code).toBe("ECONNRESET");
		await emulator.faults([{ service: "rds", operation: "DescribeDBInstances", kind: "truncate" }]);
		await failure(listRds());
		await emulator.faults([{ service: "rds", operation: "DescribeDBInstances", kind: "timeout", ms: 50 }]);
		expect((await failure(listRds())).code).toBe("ECONNRESET");
	});

	it("lets the SDK recover when the fault strikes only so many times", async () => {
		await emulator.faults([{ service: "eks", kind: "throttle", times: 1 }]);
		expect((await listEks(3)).clusters).toEqual(["good", "open"]);
	});

	it("lets the first pages through", async () => {
		await emulator.faults([{ service: "rds", operation: "DescribeDBSnapshots", kind: "deny", afterPages: 1 }]);
		const client = new RDSClient(settings());
		const first = await client.send(new DescribeDBSnapshotsCommand({ MaxRecords: 2 }));
		expect(first.DBSnapshots).toHaveLength(2);
		expect((await failure(client.send(new DescribeDBSnapshotsCommand({ MaxRecords: 2, Marker: first.Marker })))).name).toBe("AccessDenied");
	});

	it("leaves other services, operations, accounts and regions alone", async () => {
		await emulator.faults([
			{ service: "rds", operation: "DescribeDBClusters", kind: "deny" },
			{ service: "eks", region: "eu-west-1", kind: "deny" },
			{ service: "eks", account: "222222222222", kind: "deny" },
		]);
		await expect(listRds()).resolves.toBeDefined();
		await expect(listEks()).resolves.toBeDefined();
		expect((await failure(new EKSClient({ ...settings(), region: "eu-west-1" }).send(new ListClustersCommand({})))).name).toBe(
			"AccessDeniedException",
		);
	});

	it("refuses a rule that it would never apply", async () => {
		await expect(emulator.faults([{ service: "rds", kind: "explode" as "deny" }])).rejects.toThrow("not a fault rule");
	});
});

describe("the call log", () => {
	it("names each call with service, operation, account and region, and does not see the seeder", async () => {
		await emulator.forgetCalls();
		await emulator.seedSmall({ account: "333333333333" });
		await new RDSClient(settings()).send(new DescribeDBInstancesCommand({}));
		await new EKSClient(settings()).send(new ListAddonsCommand({ clusterName: "good" }));
		await new EKSClient(settings()).send(new DescribeAccessEntryCommand({ clusterName: "good", principalArn: estate.roles.app }));
		await new CloudWatchClient(settings()).send(new DescribeAlarmsCommand({}));
		await new KMSClient({ ...settings(), region: "eu-west-1" }).send(new DescribeKeyCommand({ KeyId: "alias/aws/rds" }));
		const log = await emulator.calls();
		expect(log.counts).toEqual({
			"cloudwatch:DescribeAlarms": 1,
			"eks:DescribeAccessEntry": 1,
			"eks:ListAddons": 1,
			"kms:DescribeKey": 1,
			"rds:DescribeDBInstances": 1,
		});
		expect(log.total).toBe(5);
		expect(log.calls[0]).toEqual({ service: "rds", operation: "DescribeDBInstances", account: estate.account, region });
		expect(log.calls.at(-1)?.region).toBe("eu-west-1");
	});

	it("knows how many calls ran at the same time", async () => {
		await emulator.forgetCalls();
		await emulator.faults([{ service: "*", kind: "latency", ms: 300 }]);
		await Promise.all(Array.from({ length: 5 }, () => new EKSClient(settings()).send(new ListClustersCommand({}))));
		await emulator.faults([]);
		expect((await emulator.calls()).peakConcurrency).toBe(5);
	});

	it("attributes calls of an assumed role to its account, whose resources are its own", async () => {
		await emulator.forgetCalls();
		const sts = new STSClient(settings());
		const { Credentials } = await sts.send(
			new AssumeRoleCommand({ RoleArn: "arn:aws:iam::222222222222:role/scanner", RoleSessionName: "test" }),
		);
		const assumed = {
			accessKeyId: Credentials?.AccessKeyId ?? "",
			secretAccessKey: Credentials?.SecretAccessKey ?? "",
			sessionToken: Credentials?.SessionToken ?? "",
		};
		const { DBInstances } = await new RDSClient({ ...settings(), credentials: assumed }).send(new DescribeDBInstancesCommand({}));
		expect(DBInstances).toEqual([]);
		expect((await emulator.calls()).calls.at(-1)?.account).toBe("222222222222");
	});
});

describe("a second emulator", () => {
	it("checks IAM policies, trust and ExternalId when it is told to", async () => {
		const strict = await startEmulator({ enforceIamAfter: 0 });
		const allow = (...actions: string[]) => ({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] });
		try {
			await strict.seedSmall({ account: "222222222222" });
			const on = { endpoint: strict.url, region, maxAttempts: 1 };
			expect((await failure(new RDSClient({ ...on, credentials }).send(new DescribeDBInstancesCommand({})))).name).toBe(
				"InvalidClientTokenId",
			);

			const user = await strict.user("scanner", allow("rds:DescribeDBInstances", "sts:AssumeRole"));
			const rds = new RDSClient({ ...on, credentials: user });
			expect((await rds.send(new DescribeDBInstancesCommand({}))).DBInstances).toEqual([]);
			expect((await failure(rds.send(new DescribeDBClustersCommand({})))).name).toBe("AccessDenied");
			expect((await failure(rds.send(new DescribeCertificatesCommand({})))).name).toBe("AccessDenied");

			const trust = {
				Version: "2012-10-17",
				Statement: [
					{
						Effect: "Allow",
						Principal: { AWS: user.arn },
						Action: "sts:AssumeRole",
						Condition: { StringEquals: { "sts:ExternalId": "secret" } },
					},
				],
			};
			const { arn: RoleArn } = await strict.role("reader", allow("rds:Describe*"), trust, "222222222222");
			const sts = new STSClient({ ...on, credentials: user });
			const assume = (ExternalId?: string) => sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "scan", ExternalId }));
			expect((await failure(assume("guessed"))).name).toBe("AccessDenied");
			expect((await failure(assume())).name).toBe("AccessDenied");
			const { Credentials } = await assume("secret");
			const there = new RDSClient({
				...on,
				credentials: {
					accessKeyId: Credentials?.AccessKeyId ?? "",
					secretAccessKey: Credentials?.SecretAccessKey ?? "",
					sessionToken: Credentials?.SessionToken ?? "",
				},
			});
			expect((await there.send(new DescribeDBClustersCommand({}))).DBClusters).toHaveLength(5);
		} finally {
			await strict.stop();
		}
	});

	it("makes a large estate in the numbers asked for, and forgets it on reset", async () => {
		const other = await startEmulator();
		try {
			expect(await other.seedLarge({ instances: 120, snapshots: 130 })).toMatchObject({
				dbInstances: 120,
				dbClusters: 12,
				dbSnapshots: 130,
				parameterGroups: 40,
			});
			const client = new RDSClient({ ...settings(), endpoint: other.url });
			const first = await client.send(new DescribeDBInstancesCommand({}));
			const second = await client.send(new DescribeDBInstancesCommand({ Marker: first.Marker }));
			expect([first.DBInstances?.length, second.DBInstances?.length, second.Marker]).toEqual([100, 20, undefined]);
			await other.reset();
			expect((await client.send(new DescribeDBInstancesCommand({}))).DBInstances).toEqual([]);
			expect((await other.calls()).total).toBe(1);
		} finally {
			await other.stop();
		}
	});
});
