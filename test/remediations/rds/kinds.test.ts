import type { DBCluster, DBInstance } from "@aws-sdk/client-rds";
import { describe, expect, it } from "vitest";
import type { Decision } from "../../../shared/remediations/action.ts";
import { rdsActions } from "../../../shared/remediations/rds/index.ts";
import { auroraMember, multiAzCluster, multiAzMember, weakWorld } from "./estate.ts";
import { decide } from "./look.ts";

/** `plan`, `busy`, `compliant`, or the reason of a refusal. */
const short = (decision: Decision): string => (decision.kind === "refused" ? decision.reason : decision.kind);

const instanceActions = rdsActions.filter(({ kinds }) => kinds.includes("rds.DbInstance")).map(({ id }) => id.replace("rds-instance-", ""));
const clusterActions = rdsActions.filter(({ kinds }) => kinds.includes("rds.DbCluster")).map(({ id }) => id.replace("rds-cluster-", ""));

const all = (ids: readonly string[], outcome: string, except: Record<string, string> = {}) => ({
	...Object.fromEntries(ids.map((id) => [id, outcome])),
	...except,
});

const instances: [string, Partial<DBInstance>, Record<string, string>][] = [
	["a standalone instance", {}, all(instanceActions, "plan")],
	[
		"a read replica",
		{ ReadReplicaSourceDBInstanceIdentifier: "orders-source" },
		all(instanceActions, "plan", {
			"backup-retention": "wrongPlace",
			"backups-on": "wrongPlace",
			"encrypted-storage": "wrongPlace",
			"managed-master-password": "wrongPlace",
		}),
	],
	[
		"an Aurora member",
		auroraMember,
		all(instanceActions, "wrongPlace", {
			private: "plan",
			"minor-upgrades": "plan",
			"performance-insights": "plan",
			"enhanced-monitoring": "plan",
			"certificate-authority": "plan",
		}),
	],
	[
		"a member of Aurora Serverless v2",
		{ ...auroraMember, DBInstanceClass: "db.serverless" },
		all(instanceActions, "wrongPlace", {
			private: "plan",
			"minor-upgrades": "plan",
			"performance-insights": "plan",
			"enhanced-monitoring": "plan",
			"certificate-authority": "plan",
		}),
	],
	["a member of a Multi-AZ DB cluster", multiAzMember, all(instanceActions, "wrongPlace")],
	[
		"RDS Custom",
		{ Engine: "custom-oracle-ee", AutomationMode: "full" },
		all(instanceActions, "unsupported", {
			private: "plan",
			"deletion-protection": "plan",
			"copy-tags-to-snapshots": "plan",
			"backup-retention": "plan",
			"backups-on": "plan",
		}),
	],
	[
		"RDS Custom whose automation is paused",
		{ Engine: "custom-oracle-ee", AutomationMode: "all-paused" },
		all(instanceActions, "unsupported"),
	],
	["a stopped instance", { DBInstanceStatus: "stopped" }, all(instanceActions, "unsupported")],
	["a failed instance", { DBInstanceStatus: "failed" }, all(instanceActions, "unsupported")],
	["an instance that is deleted", { DBInstanceStatus: "deleting" }, all(instanceActions, "unsupported")],
	["an instance in a status that nobody knows", { DBInstanceStatus: "dreaming" }, all(instanceActions, "unknown")],
	["an instance that is modified", { DBInstanceStatus: "modifying" }, all(instanceActions, "busy")],
	["an instance that is backed up", { DBInstanceStatus: "backing-up" }, all(instanceActions, "busy")],
	["DocumentDB", { Engine: "docdb", DBClusterIdentifier: "ledger" }, all(instanceActions, "unsupported")],
	[
		"an instance with changes that wait",
		{ PendingModifiedValues: { DBInstanceClass: "db.r7g.large" } },
		all(instanceActions, "plan", {
			"backup-retention": "pendingChanges",
			"backups-on": "pendingChanges",
			"certificate-authority": "pendingChanges",
			"iam-authentication": "pendingChanges",
			"multi-az": "pendingChanges",
		}),
	],
];

const clusters: [string, Partial<DBCluster>, Record<string, string>][] = [
	[
		"an Aurora cluster",
		{},
		all(clusterActions, "plan", { private: "wrongPlace", "performance-insights": "wrongPlace", "enhanced-monitoring": "wrongPlace" }),
	],
	[
		"a cluster of Serverless v2",
		{ ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 4 } },
		all(clusterActions, "plan", { private: "wrongPlace", "performance-insights": "wrongPlace", "enhanced-monitoring": "wrongPlace" }),
	],
	["a Multi-AZ DB cluster", multiAzCluster, all(clusterActions, "plan", { private: "unsupported", "data-api-off": "compliant" })],
	[
		"a cluster of Serverless v1",
		{ EngineMode: "serverless" },
		all(clusterActions, "unsupported", {
			private: "wrongPlace",
			"backup-retention": "plan",
			"copy-tags-to-snapshots": "plan",
			"data-api-off": "plan",
			"deletion-protection": "plan",
		}),
	],
	[
		"an Aurora Limitless Database with its shard group",
		{ ClusterScalabilityType: "limitless" },
		all(clusterActions, "plan", {
			private: "wrongPlace",
			"performance-insights": "unsupported",
			"enhanced-monitoring": "unsupported",
			"minor-upgrades": "unsupported",
			"encrypted-storage": "unsupported",
		}),
	],
	[
		"a cluster of a global database",
		{ GlobalClusterIdentifier: "world" },
		all(clusterActions, "plan", {
			private: "wrongPlace",
			"performance-insights": "wrongPlace",
			"enhanced-monitoring": "wrongPlace",
			"managed-master-password": "unsupported",
			"encrypted-storage": "unsupported",
		}),
	],
	[
		"a replica of another cluster",
		{ ReplicationSourceIdentifier: "arn:aws:rds:us-east-1:111122223333:cluster:ledger" },
		all(clusterActions, "plan", {
			private: "wrongPlace",
			"performance-insights": "wrongPlace",
			"enhanced-monitoring": "wrongPlace",
			"managed-master-password": "wrongPlace",
			"encrypted-storage": "wrongPlace",
		}),
	],
	[
		"a stopped Multi-AZ DB cluster",
		{ ...multiAzCluster, Status: "stopped" },
		all(clusterActions, "unsupported", { "data-api-off": "compliant" }),
	],
	[
		"a Multi-AZ DB cluster that fails over",
		{ ...multiAzCluster, Status: "failing-over" },
		all(clusterActions, "busy", { private: "unsupported", "data-api-off": "compliant" }),
	],
	[
		"a cluster whose key is lost",
		{ ...multiAzCluster, Status: "inaccessible-encryption-credentials" },
		all(clusterActions, "unsupported", { "data-api-off": "compliant" }),
	],
	["a cluster of Neptune", { ...multiAzCluster, Engine: "neptune", HttpEndpointEnabled: true }, all(clusterActions, "unsupported")],
	[
		"a Multi-AZ DB cluster with changes that wait",
		{ ...multiAzCluster, PendingModifiedValues: { EngineVersion: "17.1" } },
		all(clusterActions, "plan", { private: "unsupported", "data-api-off": "compliant", "iam-authentication": "pendingChanges" }),
	],
];

describe("Every repair takes the right way or says why there is none", () => {
	it.each(instances)("on %s", async (_what, fields, expected) => {
		const outcomes: Record<string, string> = {};
		for (const id of instanceActions) outcomes[id] = short(await decide(`rds-instance-${id}`, weakWorld({ instance: fields })));
		expect(outcomes).toEqual(expected);
	});

	it.each(clusters)("on %s", async (_what, fields, expected) => {
		const outcomes: Record<string, string> = {};
		for (const id of clusterActions) outcomes[id] = short(await decide(`rds-cluster-${id}`, weakWorld({ cluster: fields })));
		expect(outcomes).toEqual(expected);
	});

	it("names the cluster or the source to which a change belongs", async () => {
		expect(await decide("rds-instance-deletion-protection", weakWorld({ instance: auroraMember }))).toMatchObject({
			detail: expect.stringContaining("ledger"),
		});
		expect(await decide("rds-instance-private", weakWorld({ instance: multiAzMember }))).toMatchObject({
			detail: expect.stringContaining("ledger"),
		});
		expect(
			await decide("rds-instance-backup-retention", weakWorld({ instance: { ReadReplicaSourceDBInstanceIdentifier: "orders-source" } })),
		).toMatchObject({ detail: expect.stringContaining("orders-source") });
	});

	it("names what waits when it refuses because of it", async () => {
		const world = weakWorld({ instance: { PendingModifiedValues: { EngineVersion: "17.1", DBInstanceClass: "db.r7g.large" } } });
		expect(await decide("rds-instance-multi-az", world)).toMatchObject({
			reason: "pendingChanges",
			detail: expect.stringContaining("DBInstanceClass, EngineVersion"),
		});
	});

	it("waits when its own change is among those that wait", async () => {
		const pending = {
			IAMDatabaseAuthenticationEnabled: true,
			MultiAZ: true,
			BackupRetentionPeriod: 7,
			CACertificateIdentifier: "rds-ca-rsa2048-g1",
			PendingCloudwatchLogsExports: { LogTypesToEnable: ["upgrade", "postgresql"] },
		};
		for (const id of ["iam-authentication", "multi-az", "backups-on", "backup-retention", "certificate-authority", "log-exports"])
			expect([id, short(await decide(`rds-instance-${id}`, weakWorld({ instance: { PendingModifiedValues: pending } })))]).toEqual([
				id,
				"busy",
			]);
	});
});
