import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	type Action,
	type ActionSettings,
	type Decision,
	type JsonObject,
	levels,
	type RepairTarget,
} from "../../../shared/remediations/action.ts";
import { rdsCommands } from "../../../shared/remediations/commands/rds.ts";
import { rdsActions } from "../../../shared/remediations/rds/index.ts";
import { pendingNames } from "../../../shared/remediations/rds/pending.ts";
import { rules } from "../../../shared/rules/index.ts";
import { fails } from "../../support/aws/fake-caller.ts";
import { clusterSnapshotTarget, multiAzCluster, settings, targetOf, weakSnapshot, weakWorld } from "./estate.ts";
import { apply, readerOf, type World } from "./world.ts";

/** What the action makes of the world as it is now, and the reads that it took. */
async function look(action: Action, world: World, target: RepairTarget, known: ActionSettings = settings) {
	const reader = readerOf(structuredClone(world));
	const reading = await action.read(target, reader);
	if (!("state" in reading)) throw new Error(`${action.id} read nothing: ${JSON.stringify(reading)}`);
	return {
		decision: action.plan(reading.state, known, target),
		facts: action.facts(reading.state),
		reads: reader.calls,
		state: reading.state,
	};
}

const flag = fc.constantFrom(true, false, false, undefined);
const instanceStatus = fc.constantFrom(
	"available",
	"available",
	"available",
	"modifying",
	"backing-up",
	"stopped",
	"failed",
	"deleting",
	"sleeping",
	undefined,
);
const pending = fc.constantFrom(
	undefined,
	{},
	{ PendingCloudwatchLogsExports: { LogTypesToEnable: [] }, ProcessorFeatures: [] },
	{ DBInstanceClass: "db.r7g.large" },
	{ EngineVersion: "17.1", MasterUserPassword: "****" },
	{ IAMDatabaseAuthenticationEnabled: true },
	{ BackupRetentionPeriod: 7, MultiAZ: true, CACertificateIdentifier: "rds-ca-rsa2048-g1" },
	{ PendingCloudwatchLogsExports: { LogTypesToEnable: ["postgresql", "upgrade"] } },
);
const days = fc.constantFrom(0, 1, 3, 7, 35, undefined);
const exportsOf = fc.constantFrom(
	undefined,
	[],
	["upgrade"],
	["slowquery", "error"],
	["postgresql", "upgrade"],
	["upgrade", "postgresql", "general"],
);
const tags = fc.constantFrom(
	[],
	[{ Key: "lifetime", Value: "hours" }],
	[
		{ Key: "team", Value: "orders" },
		{ Key: "aws:cloudformation:stack-name", Value: "x" },
	],
);

const placement = fc.constantFrom<Record<string, unknown>>(
	{},
	{},
	{ Engine: "mysql", EngineVersion: "8.0.39", DBInstanceClass: "db.t3.micro" },
	{ Engine: "mariadb", EngineVersion: "10.5.2" },
	{ Engine: "sqlserver-ex" },
	{ Engine: "oracle-ee", MultiTenant: true },
	{ Engine: "custom-oracle-ee", AutomationMode: "full" },
	{ Engine: "custom-sqlserver-ee", AutomationMode: "all-paused" },
	{ Engine: "docdb", DBClusterIdentifier: "ledger" },
	{ Engine: "aurora-postgresql", DBClusterIdentifier: "ledger" },
	{ Engine: "aurora-mysql", DBClusterIdentifier: "ledger", DBInstanceClass: "db.t3.medium" },
	{ Engine: "postgres", DBClusterIdentifier: "ledger" },
	{ ReadReplicaSourceDBInstanceIdentifier: "orders-source" },
	{ ReadReplicaDBInstanceIdentifiers: ["orders-replica"] },
	{ AwsBackupRecoveryPointArn: "arn:aws:backup:eu-west-1:111122223333:recovery-point:continuous" },
	{ Engine: undefined },
);

const instanceFields = fc
	.record({
		DBInstanceStatus: instanceStatus,
		PubliclyAccessible: flag,
		DeletionProtection: flag,
		BackupRetentionPeriod: days,
		MultiAZ: flag,
		AutoMinorVersionUpgrade: flag,
		IAMDatabaseAuthenticationEnabled: flag,
		CopyTagsToSnapshot: flag,
		PerformanceInsightsEnabled: flag,
		MonitoringInterval: fc.constantFrom(0, 0, 5, 60, undefined),
		StorageEncrypted: flag,
		CACertificateIdentifier: fc.constantFrom(
			"rds-ca-2019",
			"rds-ca-2019",
			"rds-ca-2015",
			"rds-ca-rsa2048-g1",
			"rds-ca-rsa4096-g1",
			undefined,
		),
		EnabledCloudwatchLogsExports: exportsOf,
		PendingModifiedValues: pending,
		TagList: tags,
		MasterUserSecret: fc.constantFrom(undefined, undefined, { SecretArn: "arn:aws:secretsmanager:…:rds!db-0" }),
		DBParameterGroups: fc.constantFrom(
			[{ DBParameterGroupName: "default.postgres16" }],
			[{ DBParameterGroupName: "orders-pg16" }],
			undefined,
		),
	})
	.chain((fields) => placement.map((place) => ({ ...fields, ...place })));

const clusterFields = fc
	.record({
		Status: instanceStatus,
		DeletionProtection: flag,
		BackupRetentionPeriod: fc.constantFrom(1, 3, 7, 35, undefined),
		AutoMinorVersionUpgrade: flag,
		IAMDatabaseAuthenticationEnabled: flag,
		CopyTagsToSnapshot: flag,
		PerformanceInsightsEnabled: flag,
		MonitoringInterval: fc.constantFrom(0, 0, 60, undefined),
		StorageEncrypted: flag,
		HttpEndpointEnabled: flag,
		PubliclyAccessible: flag,
		EnabledCloudwatchLogsExports: exportsOf,
		PendingModifiedValues: pending,
		TagList: tags,
		MasterUserSecret: fc.constantFrom(
			undefined,
			undefined,
			{ SecretArn: "arn:…", SecretStatus: "active" },
			{ SecretArn: "arn:…", SecretStatus: "impaired" },
		),
	})
	.chain((fields) =>
		fc
			.constantFrom<Record<string, unknown>>(
				{},
				{},
				{ ...multiAzCluster, ...fields },
				{ ...multiAzCluster, ...fields, Engine: "mysql" },
				{ EngineMode: "serverless" },
				{ ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 8 } },
				{ ClusterScalabilityType: "limitless" },
				{ Engine: "neptune" },
				{ Engine: "aurora-mysql" },
				{ GlobalClusterIdentifier: "world" },
				{ ReplicationSourceIdentifier: "arn:aws:rds:us-east-1:111122223333:cluster:ledger" },
				{ Engine: undefined },
			)
			.map((sort) => ({ ...fields, ...sort })),
	);

const sharing = fc.uniqueArray(fc.constantFrom("all", "444455556666", "777788889999", "999900001111", "111122223333"), { maxLength: 4 });
const snapshots = fc.record({
	type: fc.constantFrom("manual", "manual", "manual", "automated", "awsbackup", "shared", undefined),
	status: fc.constantFrom("available", "available", "creating", "failed", undefined),
	encrypted: flag,
	sharedWith: sharing,
});

const worlds: fc.Arbitrary<World> = fc
	.record({
		instance: instanceFields,
		cluster: clusterFields,
		snapshot: snapshots,
		global: fc.record({ DeletionProtection: flag, Status: instanceStatus, TagList: tags }),
		proxy: fc.record({
			RequireTLS: flag,
			Status: instanceStatus,
			DefaultAuthScheme: fc.constantFrom(undefined, "NONE", "IAM_AUTH"),
			EngineFamily: fc.constantFrom("MYSQL", "POSTGRESQL", "SQLSERVER"),
		}),
		secrets: fc.array(fc.constantFrom("DISABLED", "REQUIRED", undefined), { maxLength: 3 }),
		members: fc.array(flag, { minLength: 2, maxLength: 2 }),
		memberStatus: instanceStatus,
		subscribed: fc.subarray(["parapet-db-instance", "everything", "clusters"]),
		live: fc.boolean(),
		supported: fc.boolean(),
		blueGreen: fc.boolean(),
	})
	.map((parts) => {
		const world = weakWorld({ instance: parts.instance as object, cluster: parts.cluster as object });
		world.snapshots.set("orders-june", weakSnapshot(parts.snapshot));
		world.snapshots.set("ledger-june", weakSnapshot({ ...parts.snapshot, of: "cluster" }));
		Object.assign(world.globalClusters.get("world") ?? {}, parts.global);
		Object.assign(world.proxies.get("pool") ?? {}, parts.proxy, {
			Auth: parts.secrets.map((IAMAuth, index) => ({
				AuthScheme: "SECRETS",
				SecretArn: `arn:aws:secretsmanager:…:secret:${index}`,
				IAMAuth,
			})),
		});
		for (const [index, AutoMinorVersionUpgrade] of parts.members.entries())
			Object.assign(world.instances.get(`ledger-${index + 1}`) ?? {}, { AutoMinorVersionUpgrade, DBInstanceStatus: parts.memberStatus });
		if (parts.subscribed.includes("everything"))
			world.subscriptions.set("everything", { CustSubscriptionId: "everything", Enabled: true, Status: "no-permission" });
		if (parts.subscribed.includes("clusters"))
			world.subscriptions.set("clusters", { CustSubscriptionId: "clusters", SourceType: "db-cluster", Enabled: true, Status: "active" });
		if (parts.subscribed.includes("parapet-db-instance"))
			world.subscriptions.set("parapet-db-instance", {
				CustSubscriptionId: "parapet-db-instance",
				SourceType: "db-instance",
				Enabled: false,
				Status: "active",
			});
		world.release = { live: parts.live, authorities: parts.supported ? ["rds-ca-rsa2048-g1"] : ["rds-ca-2019"] };
		if (parts.blueGreen) world.blueGreen.push(targetOf("rds.DbInstance").arn);
		return world;
	});

const configurations: fc.Arbitrary<ActionSettings> = fc
	.record({
		trustedAccounts: fc.constantFrom([], ["444455556666"]),
		backupDays: fc.constantFrom(1, 7, 35),
		kmsKey: fc.constantFrom(
			undefined,
			"alias/databases",
			"arn:aws:kms:eu-west-1:111122223333:key/1",
			"arn:aws:kms:us-east-1:111122223333:key/1",
		),
		monitoringRole: fc.constantFrom(undefined, settings.monitoringRole),
		eventTopic: fc.constantFrom(undefined, settings.eventTopic, "arn:aws:sns:us-east-1:111122223333:databases"),
		ephemeralTags: fc.constantFrom({}, { lifetime: "h*" }),
	})
	.map((some) => ({ ...settings, ...some }));

const targetsOf = (action: Action): RepairTarget[] =>
	action.kinds.flatMap((kind) => (kind === "rds.Snapshot" ? [targetOf(kind), clusterSnapshotTarget] : [targetOf(kind)]));

/** The property over worlds, settings and the targets of an action. */
const always = (action: Action, holds: (world: World, known: ActionSettings, target: RepairTarget) => Promise<void>, numRuns = 150) =>
	fc.assert(fc.asyncProperty(worlds, configurations, fc.constantFrom(...targetsOf(action)), holds), { numRuns });

const planOf = (decision: Decision) => (decision.kind === "plan" ? decision : undefined);

/** The same world in another order: AWS promises none. */
function turned(world: World): World {
	const copy = structuredClone(world);
	const back = <T>(list: T[] | undefined) => list && [...list].reverse();
	for (const db of [...copy.instances.values(), ...copy.clusters.values()]) {
		db.EnabledCloudwatchLogsExports = back(db.EnabledCloudwatchLogsExports);
		db.VpcSecurityGroups = back(db.VpcSecurityGroups);
		db.TagList = back(db.TagList);
		if ("DBClusterMembers" in db) db.DBClusterMembers = back(db.DBClusterMembers);
	}
	for (const proxy of copy.proxies.values()) proxy.Auth = back(proxy.Auth);
	for (const snapshot of copy.snapshots.values()) snapshot.sharedWith.reverse();
	copy.instances = new Map([...copy.instances].reverse());
	copy.subscriptions = new Map([...copy.subscriptions].reverse());
	return copy;
}

describe.each(rdsActions.map((action) => [action.id, action] as const))("%s", { timeout: 60_000 }, (_id, action) => {
	it("does what it announces, step by step, and nothing that AWS refuses", () =>
		always(action, async (world, known, target) => {
			const { decision } = await look(action, world, target, known);
			const plan = planOf(decision);
			if (!plan) return;
			expect(plan.calls.length).toBeGreaterThan(0);
			for (const [index, call] of plan.calls.entries()) {
				apply(world, call);
				const next = (await look(action, world, target, known)).decision;
				const rest = plan.calls.slice(index + 1);
				if (rest.length > 0) expect(planOf(next)?.calls).toEqual(rest);
				else expect(next.kind).toBe("compliant");
			}
			expect((await look(action, world, target, known)).facts).toEqual(plan.desired);
		}));

	it("brings back exactly what was there", () =>
		always(action, async (world, known, target) => {
			const before = await look(action, world, target, known);
			const plan = planOf(before.decision);
			if (!plan) return;
			if ("irreversible" in plan.inverse) {
				expect(plan.inverse.irreversible).toMatch(/\.$/);
				return;
			}
			expect(action.reversible).toBe(true);
			for (const call of plan.calls) apply(world, call);
			for (const call of plan.inverse) apply(world, call);
			const after = await look(action, world, target, known);
			expect(after.facts).toEqual(before.facts);
			// What was wrong is wrong again, and its repair is the same: but a group or a key that came with it may be there already.
			const again = planOf(after.decision)?.calls.map(({ api, does }) => ({ api, does }));
			expect(again?.length).toBeGreaterThan(0);
			expect(plan.calls.map(({ api, does }) => ({ api, does })).slice(-(again?.length ?? 0))).toEqual(again);
		}));

	it("never sets off what others put off", () =>
		always(action, async (world, known, target) => {
			const plan = planOf((await look(action, world, target, known)).decision);
			if (!plan) return;
			const id = target.arn.split(":").at(-1) ?? "";
			const waiting = pendingNames((world.instances.get(id) ?? world.clusters.get(id))?.PendingModifiedValues);
			const calls = [...plan.calls, ...("irreversible" in plan.inverse ? [] : plan.inverse)];
			if (waiting.length > 0) for (const call of calls) expect(call.input).not.toHaveProperty("ApplyImmediately");
			for (const call of plan.calls) apply(world, call);
			expect(world.flushed).toEqual([]);
		}));

	it("only reads in order to plan, and only what it declares", () =>
		always(
			action,
			async (world, known, target) => {
				const { reads } = await look(action, world, target, known);
				for (const { service, operation } of reads) {
					expect(operation).toMatch(/^Describe/);
					expect(action.reads).toContain(`${service}:${operation}`);
				}
			},
			30,
		));

	it("calls only what it declares, at no laxer level than its own, and says all in words", () =>
		always(action, async (world, known, target) => {
			const plan = planOf((await look(action, world, target, known)).decision);
			if (!plan) return;
			expect(levels.indexOf(plan.level)).toBeGreaterThanOrEqual(levels.indexOf(action.level));
			for (const call of [...plan.calls, ...("irreversible" in plan.inverse ? [] : plan.inverse)]) {
				expect(action.writes).toContain(call.api);
				expect(rdsCommands).toHaveProperty([call.api]);
				expect(call.does).toMatch(/^[A-Z].*[^.]$/s);
				expect(call.input).toEqual(JSON.parse(JSON.stringify(call.input)));
			}
			for (const note of plan.notes) expect(note).toMatch(/^\S.*[^.]\.$/s);
			expect(JSON.stringify(plan)).not.toContain("undefined");
			expect(plan.hints.terraform ?? plan.hints.cloudformation).toBeDefined();
		}));

	it("decides the same whatever the order in which AWS tells things", () =>
		always(action, async (world, known, target) => {
			const one = await look(action, world, target, known);
			const other = await look(action, turned(world), target, known);
			expect(other.decision).toEqual(one.decision);
			expect(other.facts).toEqual(one.facts);
			// Pure: the same state gives the same again.
			expect(action.plan(one.state, known, target)).toEqual(one.decision);
		}));

	it("never lowers, disables or deletes in order to repair", () =>
		always(action, async (world, known, target) => {
			const plan = planOf((await look(action, world, target, known)).decision);
			const kept = world.instances.get("orders")?.BackupRetentionPeriod ?? 0;
			for (const { api, input } of plan?.calls ?? []) {
				expect(api).not.toMatch(/:Delete/);
				expect(JSON.stringify(input)).not.toContain("DisableLogTypes");
				expect(JSON.stringify(input)).not.toContain("ValuesToAdd");
				expect(JSON.stringify(input.CloudwatchLogsExportConfiguration ?? {})).not.toContain("general");
				if (api === "rds:ModifyDBInstance" && input.BackupRetentionPeriod !== undefined)
					expect(input.BackupRetentionPeriod).toBeGreaterThan(kept);
			}
		}));

	it.each(targetsOf(action).map((target) => [target.arn, target] as const))(
		"plans nothing for %s that it could not read to the end",
		async (_arn, target) => {
			const whole = readerOf(weakWorld());
			await action.read(target, whole);
			const operations = [...new Set(whole.calls.map(({ operation }) => operation))];
			expect(operations.length).toBeGreaterThan(0);
			for (const operation of operations) {
				const reading = await action.read(target, readerOf(weakWorld(), { [`rds:${operation}`]: fails("denied") }));
				expect(reading).toMatchObject({ unread: { operation, cause: "denied" } });
			}
		},
	);

	it("repairs failures of rules that there are, on kinds that they judge", () => {
		for (const id of action.rules) {
			const rule = rules.find((one) => one.id === id);
			expect(rule, id).toBeDefined();
			expect(action.kinds).toContain(rule?.resource);
			expect(action.controls).toEqual(expect.arrayContaining([...(rule?.related.securityHub ?? []), ...(rule?.related.awsConfig ?? [])]));
		}
		expect(action.rules.length).toBeGreaterThan(0);
	});
});

describe("The repairs of RDS", () => {
	it("have ids of their own, each in a file of its name", () => {
		expect(new Set(rdsActions.map(({ id }) => id)).size).toBe(rdsActions.length);
		expect(rdsActions.map(({ family }) => family)).toEqual(expect.arrayContaining(["rds", "snapshots"]));
	});

	it("know no command that no repair declares", () => {
		const declared = new Set(rdsActions.flatMap(({ writes }) => writes));
		expect(Object.keys(rdsCommands).sort()).toEqual([...declared].sort());
	});

	it.each(Object.entries(rdsCommands))("make %s the command of its name, with the input as it is", (api, make) => {
		const input: JsonObject = { DBInstanceIdentifier: "orders" };
		const command = make(input);
		expect(`rds:${command.constructor.name}`).toBe(`${api}Command`);
		expect(command.input).toMatchObject(input);
	});

	it("all have something to repair where everything is wrong", async () => {
		const idle: string[] = [];
		for (const action of rdsActions) {
			const kinds = [weakWorld(), weakWorld({ cluster: multiAzCluster }), weakWorld({ instance: { BackupRetentionPeriod: 3 } })];
			const decisions = await Promise.all(
				kinds.flatMap((world) => targetsOf(action).map(async (target) => (await look(action, world, target)).decision)),
			);
			if (!decisions.some(({ kind }) => kind === "plan")) idle.push(action.id);
		}
		// RDS has no call for it: see its own tests.
		expect(idle).toEqual(["rds-cluster-private"]);
	});
});
