import type { DBInstance } from "@aws-sdk/client-rds";
import { describe, expect, it } from "vitest";
import { encryptedName } from "../../../shared/remediations/rds/copies.ts";
import {
	clusterLogTypes,
	instanceLogTypes,
	lacksIamAuthentication,
	lacksPerformanceInsights,
} from "../../../shared/remediations/rds/engines.ts";
import { rdsActions } from "../../../shared/remediations/rds/index.ts";
import { pendingNames } from "../../../shared/remediations/rds/pending.ts";
import { rdsClusterLogsExported } from "../../../shared/rules/rds/rds-cluster-logs-exported.ts";
import { rdsInstanceIamAuthentication } from "../../../shared/rules/rds/rds-instance-iam-authentication.ts";
import { rdsInstanceLogsExported } from "../../../shared/rules/rds/rds-instance-logs-exported.ts";
import { rdsInstancePerformanceInsightsEnabled } from "../../../shared/rules/rds/rds-instance-performance-insights-enabled.ts";
import { compliant } from "../../support/compliant/index.ts";
import { auroraMember, multiAzCluster, rdsArn, targetOf, weakWorld } from "./estate.ts";
import { actionOf, decide, planFor } from "./look.ts";
import { readerOf } from "./world.ts";

const withInstance = (instance: Partial<DBInstance>) => weakWorld({ instance });

describe("rds-instance-certificate-authority", () => {
	const id = "rds-instance-certificate-authority";

	it("wants a window where the engine rotates live, and approval where it restarts", async () => {
		const world = weakWorld();
		expect(await planFor(id, world)).toMatchObject({ level: "window", downtime: "none", risk: "medium" });
		world.release.live = false;
		expect(await planFor(id, world)).toMatchObject({ level: "approve", downtime: "a restart of the instance", risk: "high" });
	});

	it("goes to the authority of new instances, at once and back", async () => {
		const { calls, inverse } = await planFor(id, weakWorld());
		expect(calls.map(({ input }) => input)).toEqual([
			{ DBInstanceIdentifier: "orders", CACertificateIdentifier: "rds-ca-rsa2048-g1", ApplyImmediately: true },
		]);
		expect(inverse).toMatchObject([{ input: { CACertificateIdentifier: "rds-ca-2019", ApplyImmediately: true } }]);
	});

	it.each([
		["has the authority of new instances", "rds-ca-rsa2048-g1", "compliant"],
		["has one that is valid for longer", "rds-ca-rsa4096-g1", "compliant"],
		["has one that ended", "rds-ca-2019", "plan"],
		["has one that RDS lists no longer", "rds-ca-2015", "plan"],
	])("on an instance that %s", async (_what, CACertificateIdentifier, kind) => {
		expect((await decide(id, withInstance({ CACertificateIdentifier }))).kind).toBe(kind);
	});

	it("is refused where the engine version knows the authority not", async () => {
		const world = weakWorld();
		world.release.authorities = ["rds-ca-2019"];
		expect(await decide(id, world)).toMatchObject({ reason: "unsupported" });
	});

	it.each(["SupportsCertificateRotationWithoutRestart", "SupportedCACertificateIdentifiers"])(
		"is refused when AWS leaves %s out",
		async (field) => {
			const release = {
				EngineVersion: "16.4",
				SupportsCertificateRotationWithoutRestart: true,
				SupportedCACertificateIdentifiers: ["rds-ca-rsa2048-g1"],
				[field]: undefined,
			};
			const reading = await actionOf(id).read(
				targetOf("rds.DbInstance"),
				readerOf(weakWorld(), { "rds:DescribeDBEngineVersions": { DBEngineVersions: [release] } }),
			);
			if (!("state" in reading)) throw new Error("unread");
			expect(actionOf(id).plan(reading.state, {} as never, targetOf("rds.DbInstance"))).toMatchObject({
				kind: "refused",
				reason: "unknown",
				detail: expect.stringContaining(field),
			});
		},
	);
});

describe("Backups", () => {
	it("are turned on in the window, at once within it; from days to days at any time and without haste", async () => {
		for (const id of ["rds-instance-backups-on", "rds-instance-backup-retention"]) {
			const plan = await planFor(id, withInstance({ BackupRetentionPeriod: 0 }));
			expect(plan).toMatchObject({ level: "window", calls: [{ input: { BackupRetentionPeriod: 7, ApplyImmediately: true } }] });
			expect(plan.downtime).toContain("interruption");
		}
		const plan = await planFor("rds-instance-backup-retention", withInstance({ BackupRetentionPeriod: 1 }));
		expect(plan).toMatchObject({ level: "auto", downtime: "none" });
		expect(plan.calls[0]?.input).toEqual({ DBInstanceIdentifier: "orders", BackupRetentionPeriod: 7 });
	});

	it("of six days are too few, of seven enough", async () => {
		expect((await decide("rds-instance-backup-retention", withInstance({ BackupRetentionPeriod: 6 }))).kind).toBe("plan");
		expect((await decide("rds-instance-backup-retention", withInstance({ BackupRetentionPeriod: 7 }))).kind).toBe("compliant");
		expect((await decide("rds-instance-backups-on", withInstance({ BackupRetentionPeriod: 1 }))).kind).toBe("compliant");
	});

	it("that AWS Backup manages are its own to change", async () => {
		const AwsBackupRecoveryPointArn = "arn:aws:backup:eu-west-1:111122223333:recovery-point:continuous:db-1";
		for (const id of ["rds-instance-backups-on", "rds-instance-backup-retention"])
			expect(await decide(id, withInstance({ AwsBackupRecoveryPointArn }))).toMatchObject({ reason: "wrongPlace" });
		expect(await decide("rds-cluster-backup-retention", weakWorld({ cluster: { AwsBackupRecoveryPointArn } }))).toMatchObject({
			reason: "wrongPlace",
		});
	});
});

describe("The settings", () => {
	it.each([
		["rds-instance-enhanced-monitoring", { monitoringRole: undefined }],
		["rds-instance-encrypted-storage", { kmsKey: undefined }],
		["rds-cluster-encrypted-storage", { kmsKey: undefined }],
		["rds-snapshot-encrypted", { kmsKey: undefined }],
		["rds-snapshot-encrypted", { kmsKey: "arn:aws:kms:us-east-1:111122223333:key/1" }],
		["rds-instance-performance-insights", { kmsKey: "arn:aws:kms:us-east-1:111122223333:key/1" }],
		["rds-instance-managed-master-password", { kmsKey: "arn:aws:kms:us-east-1:111122223333:key/1" }],
		["account-rds-events", { eventTopic: undefined }],
		["account-rds-events", { eventTopic: "arn:aws:sns:us-east-1:111122223333:databases" }],
	])("lack what %s needs: %j", async (id, known) => {
		expect(await decide(id, weakWorld(), known)).toMatchObject({ kind: "refused", reason: "settings" });
	});

	it("may name no key where AWS has one of its own", async () => {
		expect((await planFor("rds-instance-performance-insights", weakWorld(), { kmsKey: undefined })).calls[0]?.input).toEqual({
			DBInstanceIdentifier: "orders",
			EnablePerformanceInsights: true,
		});
		expect((await planFor("rds-instance-performance-insights", weakWorld())).calls[0]?.input).toMatchObject({
			PerformanceInsightsKMSKeyId: "alias/databases",
		});
		expect(
			(
				await planFor(
					"rds-instance-performance-insights",
					withInstance({ PerformanceInsightsKMSKeyId: "arn:aws:kms:eu-west-1:111122223333:key/0" }),
				)
			).calls[0]?.input,
		).not.toHaveProperty("PerformanceInsightsKMSKeyId");
	});

	it("that trust no account leave every sharing to a person", async () => {
		expect((await planFor("rds-snapshot-trusted-accounts", weakWorld())).level).toBe("auto");
		expect(await planFor("rds-snapshot-trusted-accounts", weakWorld(), { trustedAccounts: [] })).toMatchObject({
			level: "approve",
			calls: [{ input: { ValuesToRemove: ["444455556666", "777788889999", "all"] } }],
		});
	});

	it.each(["rds-instance-deletion-protection", "rds-cluster-deletion-protection", "rds-global-cluster-deletion-protection"])(
		"of short-lived tags keep %s from what is short-lived",
		async (id) => {
			const TagList = [{ Key: "lifetime", Value: "hours" }];
			const world = weakWorld({ instance: { TagList }, cluster: { TagList } });
			Object.assign(world.globalClusters.get("world") ?? {}, { TagList });
			expect(await decide(id, world)).toMatchObject({ kind: "refused", reason: "ephemeral" });
			expect((await decide(id, world, { ephemeralTags: { lifetime: "days" } })).kind).toBe("plan");
			expect((await decide(id, world, { ephemeralTags: { lifetime: "h*" } })).kind).toBe("refused");
		},
	);
});

describe("Managed master passwords", () => {
	const id = "rds-instance-managed-master-password";

	it("are refused where RDS manages none", async () => {
		expect(await decide(id, withInstance({ ReadReplicaDBInstanceIdentifiers: ["orders-replica"] }))).toMatchObject({
			reason: "unsupported",
		});
		expect((await decide(id, withInstance({ ReadReplicaDBInstanceIdentifiers: ["orders-replica"], Engine: "sqlserver-se" }))).kind).toBe(
			"plan",
		);
		expect(await decide(id, withInstance({ Engine: "oracle-ee-cdb", MultiTenant: true }))).toMatchObject({ reason: "unsupported" });
		const world = weakWorld();
		world.blueGreen.push(rdsArn("db:orders"), rdsArn("cluster:ledger"));
		expect(await decide(id, world)).toMatchObject({ reason: "unsupported", detail: expect.stringContaining("blue/green") });
		expect(await decide("rds-cluster-managed-master-password", world)).toMatchObject({
			reason: "unsupported",
			detail: expect.stringContaining("blue/green"),
		});
	});

	it("come without haste, without a way back, and without any password in the plan", async () => {
		const plan = await planFor(id, weakWorld());
		expect(plan.calls[0]?.input).toEqual({
			DBInstanceIdentifier: "orders",
			ManageMasterUserPassword: true,
			MasterUserSecretKmsKeyId: "alias/databases",
		});
		expect(plan).toMatchObject({ level: "approve", risk: "high", inverse: { irreversible: expect.stringContaining("replaced") } });
		expect(JSON.stringify(plan)).not.toContain('MasterUserPassword":"');
	});

	it("whose secret is out of reach are mended by hand", async () => {
		const world = weakWorld({
			cluster: {
				MasterUserSecret: { SecretArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!cluster-1", SecretStatus: "impaired" },
			},
		});
		expect(await decide("rds-cluster-managed-master-password", world)).toMatchObject({ kind: "refused", reason: "unsupported" });
	});
});

describe("account-rds-events", () => {
	const id = "account-rds-events";

	it("subscribes to every kind of source that nobody hears of", async () => {
		const { calls, inverse } = await planFor(id, weakWorld());
		expect(calls.map(({ input }) => input.SubscriptionName)).toEqual([
			"parapet-db-cluster",
			"parapet-db-instance",
			"parapet-db-parameter-group",
			"parapet-db-security-group",
		]);
		expect(inverse).toMatchObject(
			calls.map(({ input }) => ({ api: "rds:DeleteEventSubscription", input: { SubscriptionName: input.SubscriptionName } })),
		);
	});

	it.each([
		["covers all", {}, true],
		["is disabled", { Enabled: false }, false],
		["cannot publish", { Status: "no-permission" }, false],
		["is limited to some sources", { SourceIdsList: ["orders"] }, false],
		["lacks a category", { EventCategoriesList: ["failure", "maintenance"] }, false],
		["has the categories in another order", { EventCategoriesList: ["maintenance", "failure", "configuration change"] }, true],
		["is about another source", { SourceType: "db-snapshot" }, false],
	])("counts a subscription of others that %s", async (_what, fields, counts) => {
		const world = weakWorld();
		world.subscriptions.set("theirs", {
			CustSubscriptionId: "theirs",
			SourceType: "db-instance",
			Enabled: true,
			Status: "active",
			...fields,
		});
		const { calls } = await planFor(id, world);
		expect(calls.some(({ input }) => input.SubscriptionName === "parapet-db-instance")).toBe(!counts);
	});

	it("leaves a subscription of its own name alone that somebody changed", async () => {
		const world = weakWorld();
		world.subscriptions.set("parapet-db-cluster", {
			CustSubscriptionId: "parapet-db-cluster",
			SourceType: "db-cluster",
			Enabled: false,
			Status: "active",
		});
		expect(await decide(id, world)).toMatchObject({ kind: "refused", reason: "unsupported" });
	});

	it("has nothing to do where there is no database", async () => {
		const world = weakWorld();
		world.instances.clear();
		world.clusters.clear();
		expect((await decide(id, world)).kind).toBe("compliant");
	});
});

describe("rds-proxy-iam-authentication", () => {
	it("gives every secret back as it was, and requires TLS along", async () => {
		const { calls, inverse } = await planFor("rds-proxy-iam-authentication", weakWorld());
		expect(calls[0]?.input).toMatchObject({
			RequireTLS: true,
			Auth: [
				{ AuthScheme: "SECRETS", IAMAuth: "REQUIRED", Description: "app", SecretArn: expect.stringContaining("app") },
				{ AuthScheme: "SECRETS", IAMAuth: "REQUIRED", SecretArn: expect.stringContaining("jobs") },
			],
		});
		expect(inverse).toMatchObject([{ input: { RequireTLS: false, Auth: [{ IAMAuth: "DISABLED" }, { IAMAuth: "REQUIRED" }] } }]);
	});

	it("is refused on SQL Server, and needs nothing where IAM is the only way in", async () => {
		const world = weakWorld();
		Object.assign(world.proxies.get("pool") ?? {}, { EngineFamily: "SQLSERVER" });
		expect(await decide("rds-proxy-iam-authentication", world)).toMatchObject({ reason: "unsupported" });
		Object.assign(world.proxies.get("pool") ?? {}, { Auth: [], DefaultAuthScheme: "IAM_AUTH" });
		expect((await decide("rds-proxy-iam-authentication", world)).kind).toBe("compliant");
	});
});

describe("Encrypted copies", () => {
	it("are private whatever the original is, carry its tags but AWS's own, and say what they are copies of", async () => {
		const TagList = [
			{ Key: "team", Value: "orders" },
			{ Key: "aws:cloudformation:stack-name", Value: "stack" },
		];
		const { calls, notes } = await planFor(
			"rds-instance-encrypted-storage",
			withInstance({ TagList, DBParameterGroups: [{ DBParameterGroupName: "orders-pg16" }] }),
		);
		expect(calls.map(({ api }) => api)).toEqual(["rds:CreateDBSnapshot", "rds:CopyDBSnapshot", "rds:RestoreDBInstanceFromDBSnapshot"]);
		expect(calls[2]?.input).toMatchObject({
			DBInstanceIdentifier: "orders-encrypted",
			PubliclyAccessible: false,
			DBParameterGroupName: "orders-pg16",
			Tags: [
				{ Key: "team", Value: "orders" },
				{ Key: "parapet:copy-of", Value: rdsArn("db:orders") },
			],
		});
		expect(notes.join()).toContain("The switch:");
	});

	it("of a Multi-AZ DB cluster are private too, of its class and with its volumes", async () => {
		const { calls } = await planFor("rds-cluster-encrypted-storage", weakWorld({ cluster: multiAzCluster }));
		expect(calls[1]?.input).toMatchObject({
			PubliclyAccessible: false,
			DBClusterInstanceClass: "db.m6gd.large",
			StorageType: "io1",
			Iops: 1000,
			KmsKeyId: "alias/databases",
		});
		expect((await planFor("rds-cluster-encrypted-storage", weakWorld())).calls[1]?.input).not.toHaveProperty("PubliclyAccessible");
	});

	it("are made from where the work stands, and wait for what is being made", async () => {
		const world = weakWorld();
		world.snapshots.set("parapet-orders", {
			of: "instance",
			type: "manual",
			status: "creating",
			encrypted: false,
			sharedWith: [],
			source: "orders",
		});
		expect((await decide("rds-instance-encrypted-storage", world)).kind).toBe("busy");
		Object.assign(world.snapshots.get("parapet-orders") ?? {}, { status: "available" });
		const plan = await planFor("rds-instance-encrypted-storage", world);
		expect(plan.calls).toHaveLength(2);
		expect(plan.notes.join()).toContain("parapet-orders of 2026-06-01T03:00:00.000Z exists already");
		Object.assign(world.snapshots.get("parapet-orders") ?? {}, { status: "failed" });
		expect(await decide("rds-instance-encrypted-storage", world)).toMatchObject({ kind: "refused" });
	});

	it("never start from a snapshot that was taken of something else", async () => {
		const world = weakWorld();
		const other = { type: "manual", status: "available", encrypted: false, sharedWith: [], source: "invoices" };
		world.snapshots.set("parapet-orders", { of: "instance", ...other });
		world.snapshots.set("parapet-ledger", { of: "cluster", ...other });
		for (const id of ["rds-instance-encrypted-storage", "rds-cluster-encrypted-storage"])
			expect(await decide(id, world)).toMatchObject({
				kind: "refused",
				reason: "unsupported",
				detail: expect.stringContaining("invoices"),
			});
	});

	it("never take another thing of their name for themselves", async () => {
		const world = weakWorld();
		world.instances.set("orders-encrypted", {
			DBInstanceIdentifier: "orders-encrypted",
			DBInstanceArn: rdsArn("db:orders-encrypted"),
			DBInstanceStatus: "available",
			StorageEncrypted: true,
		});
		world.snapshots.set("orders-june-encrypted", { of: "instance", type: "manual", status: "available", encrypted: false, sharedWith: [] });
		expect(await decide("rds-instance-encrypted-storage", world)).toMatchObject({ kind: "refused", reason: "unsupported" });
		expect(await decide("rds-snapshot-encrypted", world)).toMatchObject({ kind: "refused", reason: "unsupported" });
	});

	it.each([
		["orders", 255],
		["a".repeat(63), 63],
		[`${"a".repeat(52)}-b`, 63],
		[`${"a".repeat(51)}--b`, 63],
		["a".repeat(255), 255],
	] as const)("have identifiers that AWS takes: %s, %i", (id, longest) => {
		const name = encryptedName(id, longest);
		expect(name.length).toBeLessThanOrEqual(longest);
		expect(name).toMatch(/^[a-z](?:-?[a-z0-9])*$/);
	});

	it("of cluster snapshots, automated ones and those of AWS Backup are refused with the reason", async () => {
		for (const type of ["automated", "awsbackup", "shared"]) {
			const world = weakWorld();
			Object.assign(world.snapshots.get("orders-june") ?? {}, { type });
			expect(await decide("rds-snapshot-encrypted", world)).toMatchObject({
				kind: "refused",
				reason: "unsupported",
				detail: expect.stringContaining(type),
			});
			expect(await decide("rds-snapshot-private", world)).toMatchObject({
				kind: "refused",
				reason: "unsupported",
				detail: expect.stringContaining(type),
			});
		}
	});
});

describe("What engines offer is what the rules say of them", () => {
	const engines = [
		"postgres",
		"mysql",
		"mariadb",
		"oracle-ee",
		"sqlserver-ex",
		"sqlserver-se",
		"db2-se",
		"custom-oracle-ee",
		"aurora-mysql",
		"aurora-postgresql",
	];
	const context = (rule: { parameters: Readonly<Record<string, { default: unknown }>> }) =>
		({
			now: Date.UTC(2026, 5, 15),
			parameters: Object.fromEntries(Object.entries(rule.parameters).map(([name, one]) => [name, one.default])),
		}) as never;
	const db = compliant("rds.DbInstance");

	it.each(engines)("%s: log types", (engine) => {
		const logExports = [...(instanceLogTypes(engine) ?? [])];
		const verdict = rdsInstanceLogsExported.evaluate({ ...db, engine, logExports }, context(rdsInstanceLogsExported as never));
		expect(verdict.verdict).toBe(instanceLogTypes(engine) ? "pass" : "notApplicable");
	});

	it.each(Object.entries(clusterLogTypes))("%s: log types of clusters", (engine, types) => {
		const cluster = { ...compliant("rds.DbCluster"), engine, logExports: [...types] };
		expect(rdsClusterLogsExported.evaluate(cluster, context(rdsClusterLogsExported as never)).verdict).toBe("pass");
	});

	it.each(engines)("%s: Performance Insights and IAM authentication", (engine) => {
		for (const instanceClass of ["db.t2.micro", "db.t3.small", "db.t3.medium", "db.t4g.micro", "db.t4g.medium", "db.m7g.large"]) {
			const { verdict } = rdsInstancePerformanceInsightsEnabled.evaluate(
				{ ...db, engine, instanceClass, performanceInsights: { enabled: false } },
				context(rdsInstancePerformanceInsightsEnabled as never),
			);
			expect([instanceClass, lacksPerformanceInsights(engine, instanceClass)]).toEqual([instanceClass, verdict === "notApplicable"]);
		}
		for (const engineVersion of ["10.5.9", "10.6.0", "11.4.2", "8.0.39"]) {
			const { verdict } = rdsInstanceIamAuthentication.evaluate(
				{ ...db, engine, engineVersion, iamAuthentication: false },
				context(rdsInstanceIamAuthentication as never),
			);
			expect([engineVersion, lacksIamAuthentication(engine, engineVersion) !== undefined]).toEqual([
				engineVersion,
				verdict === "notApplicable",
			]);
		}
	});
});

describe("What is not there", () => {
	it.each(rdsActions.filter(({ kinds }) => kinds[0] !== "aws.Region").map(({ id }) => [id]))("%s says that it is gone", async (id) => {
		const world = weakWorld();
		for (const table of [world.instances, world.clusters, world.snapshots, world.proxies, world.globalClusters]) table.clear();
		const action = actionOf(id);
		expect(await action.read(targetOf(action.kinds[0] ?? "rds.DbInstance"), readerOf(world))).toEqual({ gone: expect.any(String) });
	});
});

describe("Pending changes", () => {
	it("are what says something: neither empty lists nor empty structures", () => {
		expect(pendingNames(undefined)).toEqual([]);
		expect(
			pendingNames({
				ProcessorFeatures: [],
				PendingCloudwatchLogsExports: { LogTypesToEnable: [], LogTypesToDisable: undefined },
				Port: undefined,
			}),
		).toEqual([]);
		expect(
			pendingNames({
				MultiAZ: false,
				EngineVersion: "17.1",
				ResumeFullAutomationModeTime: new Date(0),
				PendingCloudwatchLogsExports: { LogTypesToDisable: ["audit"] },
			}),
		).toEqual(["EngineVersion", "MultiAZ", "PendingCloudwatchLogsExports", "ResumeFullAutomationModeTime"]);
	});
});

describe("Hints", () => {
	it("name the resource that owns the instance", async () => {
		expect((await planFor("rds-instance-private", weakWorld())).hints.terraform).toBe("aws_db_instance: publicly_accessible = false");
		expect((await planFor("rds-instance-private", withInstance(auroraMember))).hints.terraform).toBe(
			"aws_rds_cluster_instance: publicly_accessible = false",
		);
	});
});

describe("rds-instance-multi-az", () => {
	it.each([
		["Express", { Engine: "sqlserver-ex" }, "unsupported"],
		["subnets in one zone", { DBSubnetGroup: { Subnets: [{ SubnetAvailabilityZone: { Name: "eu-west-1a" } }] } }, "unsupported"],
		["subnets that AWS does not tell", { DBSubnetGroup: undefined }, "unknown"],
	])("is refused for %s", async (_what, fields, reason) => {
		expect(await decide("rds-instance-multi-az", withInstance(fields))).toMatchObject({ kind: "refused", reason });
	});
});
