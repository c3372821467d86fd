import { describe, expect, it } from "vitest";
import type { Action, RepairTarget } from "../../../shared/remediations/action.ts";
import { rdsActions } from "../../../shared/remediations/rds/index.ts";
import {
	clusterSnapshotTarget,
	instanceTarget,
	multiAzCluster,
	multiAzMember,
	settings,
	snapshotTarget,
	weakSnapshot,
	weakWorld,
} from "./estate.ts";
import { actionOf, decide, planFor } from "./look.ts";
import { apply, readerOf, type World } from "./world.ts";

const make = async (id: string, world: World, target?: RepairTarget) => {
	for (const call of (await planFor(id, world, {}, target)).calls) apply(world, call);
};

describe("Where Cloud Custodian fails", () => {
	it("the retention is raised to what is wanted whatever else differs, and a longer one stays", async () => {
		const world = weakWorld({ instance: { BackupRetentionPeriod: 3, CopyTagsToSnapshot: false } });
		expect((await planFor("rds-instance-backup-retention", world)).calls).toMatchObject([{ input: { BackupRetentionPeriod: 7 } }]);
		expect((await decide("rds-instance-backup-retention", weakWorld({ instance: { BackupRetentionPeriod: 30 } }))).kind).toBe("compliant");
		expect((await decide("rds-cluster-backup-retention", weakWorld({ cluster: { BackupRetentionPeriod: 30 } }))).kind).toBe("compliant");
	});

	it("a failed reading is told and is no success", async () => {
		const reading = await actionOf("rds-instance-backup-retention").read(
			instanceTarget,
			readerOf(weakWorld(), {
				"rds:DescribeDBInstances": () => {
					return { DBInstances: [] };
				},
			}),
		);
		expect(reading).toMatchObject({ unread: { cause: "malformed" } });
	});

	it("an encrypted copy keeps all security groups", async () => {
		const plan = await planFor("rds-instance-encrypted-storage", weakWorld());
		expect(plan.calls.at(-1)).toMatchObject({
			api: "rds:RestoreDBInstanceFromDBSnapshot",
			input: { VpcSecurityGroupIds: ["sg-1", "sg-2"] },
		});
		const cluster = await planFor("rds-cluster-encrypted-storage", weakWorld());
		expect(cluster.calls.at(-1)).toMatchObject({
			api: "rds:RestoreDBClusterFromSnapshot",
			input: { VpcSecurityGroupIds: ["sg-1", "sg-2"] },
		});
	});

	it.each(["rds-instance-iam-authentication", "rds-instance-log-exports", "rds-cluster-iam-authentication", "rds-cluster-log-exports"])(
		"%s is not made again once it is made",
		async (id) => {
			const world = weakWorld();
			await make(id, world);
			expect((await decide(id, world)).kind).toBe("compliant");
		},
	);

	it("lists are compared without regard to their order", async () => {
		const world = weakWorld({ instance: { EnabledCloudwatchLogsExports: ["upgrade", "iam-db-auth-error", "postgresql"] } });
		expect((await decide("rds-instance-log-exports", world)).kind).toBe("compliant");
	});

	it("parameters that go in pairs go together: the interval with its role, spelt MonitoringRoleArn", async () => {
		const plan = await planFor("rds-instance-enhanced-monitoring", weakWorld());
		expect(plan.calls[0]?.input).toEqual({
			DBInstanceIdentifier: "orders",
			MonitoringInterval: 60,
			MonitoringRoleArn: settings.monitoringRole,
		});
		expect(plan.inverse).toMatchObject([{ input: { MonitoringInterval: 0 } }]);
		expect(JSON.stringify(plan.inverse)).not.toContain("MonitoringRoleArn");
		expect((await planFor("rds-cluster-enhanced-monitoring", weakWorld({ cluster: multiAzCluster }))).calls[0]?.input).toMatchObject({
			MonitoringRoleArn: settings.monitoringRole,
		});
	});

	it("a default parameter group is replaced and never changed", async () => {
		const { calls } = await planFor("rds-instance-custom-parameter-group", weakWorld());
		expect(calls.map(({ api, input }) => [api, input.DBParameterGroupName])).toEqual([
			["rds:CreateDBParameterGroup", "parapet-orders"],
			["rds:ModifyDBInstance", "parapet-orders"],
		]);
		expect(calls[0]?.input).toMatchObject({ DBParameterGroupFamily: "postgres16" });
	});

	it("no repair deletes a database, a snapshot or a parameter group", () => {
		const deletes = rdsActions.flatMap(({ writes }) => writes).filter((api) => /:(Delete|Remove|Stop|Reboot)/.test(api));
		expect(deletes).toEqual(["rds:DeleteEventSubscription"]);
	});

	it("Serverless v1 is sent no windows along with its retention", async () => {
		const { calls } = await planFor("rds-cluster-backup-retention", weakWorld({ cluster: { EngineMode: "serverless" } }));
		expect(calls).toMatchObject([{ input: { DBClusterIdentifier: "ledger", BackupRetentionPeriod: 7 } }]);
		expect(Object.keys(calls[0]?.input ?? {})).toEqual(["DBClusterIdentifier", "BackupRetentionPeriod"]);
	});

	it("a member of a Multi-AZ DB cluster is refused before AWS refuses it", async () => {
		expect(await decide("rds-instance-private", weakWorld({ instance: multiAzMember }))).toMatchObject({
			kind: "refused",
			reason: "wrongPlace",
		});
		expect(await decide("rds-cluster-private", weakWorld({ cluster: multiAzCluster }))).toMatchObject({
			kind: "refused",
			reason: "unsupported",
		});
	});
});

describe("Where Automated Security Response fails", () => {
	it("a snapshot loses the world and the unknown accounts, and keeps the trusted ones", async () => {
		for (const [target, of] of [
			[snapshotTarget, "instance"],
			[clusterSnapshotTarget, "cluster"],
		] as const) {
			const world = weakWorld();
			world.snapshots.set(target.name, weakSnapshot({ of }));
			await make("rds-snapshot-private", world, target);
			expect(world.snapshots.get(target.name)?.sharedWith).toEqual(["777788889999", "444455556666"]);
			await make("rds-snapshot-trusted-accounts", world, target);
			expect(world.snapshots.get(target.name)?.sharedWith).toEqual(["444455556666"]);
		}
	});

	it("says which accounts a snapshot stays shared with, and removes the world with them when asked for all", async () => {
		expect((await planFor("rds-snapshot-private", weakWorld())).notes.join()).toContain("444455556666, 777788889999");
		expect((await planFor("rds-snapshot-trusted-accounts", weakWorld())).calls).toMatchObject([
			{ input: { ValuesToRemove: ["777788889999", "all"] } },
		]);
	});

	it("an instance that is private already is nothing to do", async () => {
		expect((await decide("rds-instance-private", weakWorld({ instance: { PubliclyAccessible: false } }))).kind).toBe("compliant");
	});

	it("the unencrypted original of an encrypted copy stays, and the copy is not made twice", async () => {
		const world = weakWorld();
		await make("rds-snapshot-encrypted", world);
		expect(world.snapshots.get("orders-june")).toMatchObject({ encrypted: false });
		expect(world.snapshots.get("orders-june-encrypted")).toMatchObject({ encrypted: true, sharedWith: [] });
		expect(await decide("rds-snapshot-encrypted", world)).toMatchObject({
			kind: "compliant",
			detail: expect.stringContaining("orders-june-encrypted"),
		});
	});

	it.each([
		"rds-instance-deletion-protection",
		"rds-instance-copy-tags-to-snapshots",
		"rds-instance-minor-upgrades",
		"rds-instance-private",
		"rds-instance-log-exports",
		"rds-instance-enhanced-monitoring",
		"rds-instance-performance-insights",
	])("%s does without ApplyImmediately, which would set off what others put off", async (id) => {
		const plan = await planFor(id, weakWorld({ instance: { PendingModifiedValues: { EngineVersion: "17.1" } } }));
		expect(JSON.stringify([plan.calls, plan.inverse])).not.toContain("ApplyImmediately");
	});

	it("Multi-AZ wants approval and is refused while changes wait", async () => {
		expect((await planFor("rds-instance-multi-az", weakWorld())).level).toBe("approve");
		expect(
			await decide("rds-instance-multi-az", weakWorld({ instance: { PendingModifiedValues: { AllocatedStorage: 200 } } })),
		).toMatchObject({ reason: "pendingChanges" });
	});

	it("minor upgrades of a Multi-AZ DB cluster go through the cluster, of an Aurora cluster through all members", async () => {
		const multiAz = await planFor("rds-cluster-minor-upgrades", weakWorld({ cluster: multiAzCluster }));
		expect(multiAz.calls.map(({ api }) => api)).toEqual(["rds:ModifyDBCluster"]);
		const aurora = await planFor("rds-cluster-minor-upgrades", weakWorld());
		expect(aurora.calls.map(({ input }) => input.DBInstanceIdentifier)).toEqual(["ledger-1", "ledger-2"]);
	});

	it("only IAM actions beside the calls themselves are asked for", () => {
		const asked = (action: Action) => (action.alsoNeeds ?? []).map((need) => need.action);
		expect(asked(actionOf("rds-snapshot-encrypted"))).toEqual(
			expect.arrayContaining(["kms:CreateGrant", "kms:DescribeKey", "rds:AddTagsToResource"]),
		);
		expect(asked(actionOf("rds-instance-enhanced-monitoring"))).toEqual(["iam:PassRole"]);
		for (const action of rdsActions) for (const name of asked(action)) expect(name).not.toMatch(/\*|Delete/);
	});
});
