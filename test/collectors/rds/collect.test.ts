import { describe, expect, it } from "vitest";
import { collectRds } from "../../../shared/collectors/aws/rds/collect.ts";
import type { CollectorOptions } from "../../../shared/collectors/options.ts";
import type { ResourceKind } from "../../../shared/core/kinds.ts";
import { everything, factsOver, ofKind } from "../../support/aws/around.ts";
import { type Answer, fails, fakeCaller, paged } from "../../support/aws/fake-caller.ts";
import { cluster, clusterSnapshot, estate, instance, member, snapshot } from "./estate.ts";

async function collectWith(changes: Readonly<Record<string, Answer>> = {}, options: Partial<CollectorOptions> = {}) {
	const aws = fakeCaller({ ...estate, ...changes });
	const collected = await collectRds(aws, factsOver(aws), { ...everything, ...options });
	const named = <K extends ResourceKind>(kind: K, name: string) => {
		const found = ofKind(collected, kind).find((resource) => resource.name === name);
		if (!found) throw new Error(`${kind} ${name} was not collected`);
		return found;
	};
	return { aws, collected, named, names: (kind: ResourceKind) => ofKind(collected, kind).map(({ name }) => name) };
}

const denied = (operation: string) => ({ unread: { service: "rds", operation, cause: "denied", message: "planted: denied" } });

describe("Everything of a region", () => {
	it("is collected without errors", async () => {
		const { collected, names } = await collectWith();
		expect(collected.errors).toEqual([]);
		expect(names("rds.DbInstance")).toEqual(["orders", "billing", "ledger-1"]);
		expect(names("rds.DbCluster")).toEqual(["ledger"]);
		expect(names("rds.Snapshot")).toEqual(["s1", "rds:nightly", "orphan", "backup-1", "c1"]);
		expect(names("rds.DbProxy")).toEqual(["front"]);
		expect(names("rds.EventSubscription")).toEqual(["alerts"]);
		expect(names("rds.SubnetGroup")).toEqual(["private", "idle"]);
		expect(names("rds.ParameterGroup")).toEqual(["pg16", "default.mysql8.0", "apg16"]);
		expect(names("rds.GlobalCluster")).toEqual(["world"]);
	});

	it("costs one call a shareable snapshot, one a shared thing, and the pages", async () => {
		const { aws } = await collectWith();
		expect(aws.count("rds:DescribeDBInstances")).toBe(2);
		expect(aws.count("rds:DescribeDBSnapshotAttributes")).toBe(3);
		expect(aws.count("rds:DescribeDBClusterSnapshotAttributes")).toBe(1);
		expect(aws.count("rds:DescribeDBParameters")).toBe(2);
		expect(aws.count("rds:DescribeDBClusterParameters")).toBe(1);
		expect(aws.count("rds:DescribeDBEngineVersions")).toBe(2);
		expect(aws.count("rds:DescribeOptionGroups")).toBe(0);
		expect(aws.count("rds:ListTagsForResource")).toBe(6);
		expect(aws.count("kms:DescribeKey")).toBe(1);
		expect(aws.count("cloudwatch:GetMetricData")).toBe(1);
		for (const once of ["Certificates", "DBMajorEngineVersions", "PendingMaintenanceActions", "GlobalClusters", "DBProxies", "DBClusters"])
			expect(aws.count(`rds:Describe${once}`)).toBe(1);
	});

	it("costs no more for a thousand instances than for their pages and metrics", async () => {
		const pages = Array.from({ length: 10 }, (_, page) => Array.from({ length: 100 }, (_, index) => instance(`db-${page}-${index}`)));
		const { aws, collected } = await collectWith({ "rds:DescribeDBInstances": paged("DBInstances", pages) });
		const { aws: small } = await collectWith({ "rds:DescribeDBInstances": { DBInstances: [instance("one")] } });
		expect(aws.count() - small.count()).toBe(9 + 9);
		const instances = ofKind(collected, "rds.DbInstance");
		expect(instances).toHaveLength(1000);
		for (const field of ["parameters", "release", "lifecycle", "network", "authority", "options", "kmsKey"] as const)
			expect(new Set(instances.map((one) => one[field])).size, field).toBe(1);
	});

	it("asks pages of a hundred", async () => {
		const { aws } = await collectWith();
		const listings = aws.calls.filter(({ operation }) => /^Describe(DBInstances|DBSnapshots|DBClusters|DBParameters)$/.test(operation));
		expect(new Set(listings.map(({ input }) => input.MaxRecords))).toEqual(new Set([100]));
	});
});

describe("What nobody wants", () => {
	it("is not asked for", async () => {
		const { aws, collected } = await collectWith({}, { kinds: new Set(["rds.EventSubscription"]) });
		expect(aws.calls.map(({ operation }) => operation)).toEqual(["DescribeEventSubscriptions", "ListTagsForResource"]);
		expect(collected.resources.map(({ kind }) => kind)).toEqual(["rds.EventSubscription"]);
	});

	it("leaves what the wanted kind is joined with", async () => {
		const { named, collected } = await collectWith({}, { kinds: new Set(["rds.Snapshot"]) });
		expect(named("rds.Snapshot", "orphan").sourceExists).toBe(false);
		expect(new Set(collected.resources.map(({ kind }) => kind))).toEqual(new Set(["rds.Snapshot"]));
	});

	it("is no metric when the scan was told not to ask", async () => {
		const { aws, named } = await collectWith({}, { utilization: false });
		expect(aws.count("cloudwatch:GetMetricData")).toBe(0);
		expect(named("rds.DbInstance", "orders").utilization).toMatchObject({ unread: { cause: "skipped" } });
	});
});

describe("DocumentDB and Neptune", () => {
	const others = {
		"rds:DescribeDBInstances": {
			DBInstances: [
				instance("orders"),
				instance("doc-1", { Engine: "docdb", DBSubnetGroup: { DBSubnetGroupName: "documents", Subnets: [] } }),
				instance("graph-1", { Engine: "neptune" }),
			],
		},
		"rds:DescribeDBClusters": {
			DBClusters: [cluster("doc", { Engine: "docdb", DBSubnetGroup: "documents" }), cluster("graph", { Engine: "neptune" })],
		},
		"rds:DescribeDBSnapshots": { DBSnapshots: [snapshot("s1"), snapshot("graph-snapshot", { Engine: "neptune" })] },
		"rds:DescribeDBClusterSnapshots": {
			DBClusterSnapshots: [clusterSnapshot("c1"), clusterSnapshot("doc-snapshot", { Engine: "docdb" })],
		},
		"rds:DescribeDBSubnetGroups": {
			DBSubnetGroups: ["private", "documents", "idle"].map((DBSubnetGroupName) => ({
				DBSubnetGroupName,
				DBSubnetGroupArn: `arn:aws:rds:eu-west-1:111122223333:subgrp:${DBSubnetGroupName}`,
				VpcId: "vpc-1",
				Subnets: [{ SubnetIdentifier: "subnet-1" }],
			})),
		},
	};

	it("are other products and never appear, nor do groups that only they use", async () => {
		const { names, named } = await collectWith(others);
		expect(names("rds.DbInstance")).toEqual(["orders"]);
		expect(names("rds.DbCluster")).toEqual([]);
		expect(names("rds.Snapshot")).toEqual(["s1", "c1"]);
		expect(names("rds.GlobalCluster")).toEqual(["world"]);
		expect(names("rds.ParameterGroup")).not.toContain("doc");
		expect(names("rds.SubnetGroup")).toEqual(["private", "idle"]);
		expect(named("rds.SubnetGroup", "private").usedBy).toEqual(["orders"]);
	});
});

describe("An instance", () => {
	it("carries what its joins give", async () => {
		const { named } = await collectWith();
		const orders = named("rds.DbInstance", "orders");
		expect(orders).toMatchObject({
			arn: "arn:aws:rds:eu-west-1:111122223333:db:orders",
			region: "eu-west-1",
			port: 5432,
			endpointAddresses: ["orders.rds"],
			tags: { value: { team: "orders" } },
			createdAt: "2025-01-10T00:00:00.000Z",
			certificate: { authority: "rds-ca-rsa2048-g1", validTill: "2027-06-01T00:00:00.000Z" },
			authority: {
				value: {
					identifier: "rds-ca-rsa2048-g1",
					validTill: "2061-05-22T00:00:00.000Z",
					customerOverrideValidTill: "2060-01-01T00:00:00.000Z",
				},
			},
			kmsKey: { value: { manager: "CUSTOMER", state: "Enabled" } },
			release: { value: { offered: true, status: "available" } },
			lifecycle: {
				value: { majorVersion: "16", standardSupportEnd: "2029-02-28T00:00:00.000Z", extendedSupportEnd: "2032-02-28T00:00:00.000Z" },
			},
			pendingMaintenance: { value: [{ action: "system-update", autoAppliedAfter: "2026-07-01T00:00:00.000Z" }] },
			parameterGroups: [{ name: "pg16", status: "in-sync", level: "instance" }],
			parameters: {
				value: {
					"rds.force_ssl": { value: "1", source: "user", applyType: "static", level: "instance" },
					log_statement: { source: "engine-default", applyType: "dynamic", level: "instance" },
				},
			},
			options: { value: [] },
			network: { value: { vpcId: "vpc-1", securityGroups: ["sg-1"] } },
			backup: { value: { plans: [] } },
			utilization: { value: { days: 7, cpuAverage: 15, cpuMaximum: 20, connectionsMaximum: 20, iopsAverage: 30 } },
		});
		expect(named("rds.DbInstance", "billing").pendingMaintenance).toEqual({ value: [] });
	});

	it("names its pending changes but not their values", async () => {
		const { named } = await collectWith({
			"rds:DescribeDBInstances": {
				DBInstances: [
					instance("orders", {
						PendingModifiedValues: {
							EngineVersion: "16.8",
							CACertificateIdentifier: "rds-ca-ecc384-g1",
							DBInstanceClass: "db.m7g.xlarge",
							IAMDatabaseAuthenticationEnabled: false,
							MasterUserPassword: "****",
							ProcessorFeatures: [],
							PendingCloudwatchLogsExports: { LogTypesToEnable: [] },
						},
					}),
				],
			},
		});
		expect(named("rds.DbInstance", "orders").pendingChanges).toEqual([
			"engineVersion",
			"caCertificateIdentifier",
			"dbInstanceClass",
			"iamDatabaseAuthenticationEnabled",
			"masterUserPassword",
		]);
	});

	it("reads custom option groups once and keeps no passwords", async () => {
		const options = { OptionGroupMemberships: [{ OptionGroupName: "audited", Status: "in-sync" }] };
		const { aws, named } = await collectWith({
			"rds:DescribeDBInstances": { DBInstances: [instance("a", options), instance("b", options)] },
			"rds:DescribeOptionGroups": {
				OptionGroupsList: [
					{
						OptionGroupName: "audited",
						Options: [
							{
								OptionName: "OEM_AGENT",
								OptionSettings: [
									{ Name: "MANAGEMENT_HOST", Value: "oms" },
									{ Name: "AGENT_REGISTRATION_PASSWORD", Value: "hunter2" },
									{ Name: "UNSET" },
								],
							},
						],
					},
				],
			},
		});
		expect(aws.count("rds:DescribeOptionGroups")).toBe(1);
		expect(named("rds.DbInstance", "b").options).toEqual({
			value: [{ name: "OEM_AGENT", version: undefined, settings: { MANAGEMENT_HOST: "oms" } }],
		});
	});

	it("runs a version that RDS no longer offers when no page lists it", async () => {
		const { named } = await collectWith({
			"rds:DescribeDBInstances": {
				DBInstances: [
					instance("old", { EngineVersion: "9.6.1" }),
					instance("aged", { EngineVersion: "16.1" }),
					instance("x", { EngineVersion: undefined }),
				],
			},
		});
		expect(named("rds.DbInstance", "old").release).toEqual({ value: { offered: false } });
		expect(named("rds.DbInstance", "old").lifecycle).toEqual({ value: { majorVersion: "9.6.1" } });
		expect(named("rds.DbInstance", "aged").release).toEqual({ value: { offered: true, status: "deprecated" } });
		expect(named("rds.DbInstance", "x").release).toMatchObject({ unread: { cause: "malformed" } });
	});

	it("has an authority that RDS does not list", async () => {
		const { named } = await collectWith({ "rds:DescribeCertificates": { Certificates: [] } });
		expect(named("rds.DbInstance", "orders").authority).toMatchObject({ unread: { cause: "notFound" } });
	});
});

describe("A member of a cluster", () => {
	it("of Aurora takes the cluster's parameters, unless its own group sets them", async () => {
		const { named } = await collectWith();
		const ledger = named("rds.DbInstance", "ledger-1");
		expect(ledger).toMatchObject({ clusterId: "ledger", clusterSort: "aurora" });
		expect(ledger.parameters).toEqual({
			value: {
				"rds.force_ssl": { value: "1", source: "user", applyType: "static", level: "cluster" },
				log_statement: { value: "all", source: "user", applyType: "dynamic", level: "instance" },
				work_mem: { value: "4096", source: "system", applyType: "dynamic", level: "instance" },
			},
		});
		expect(ledger.parameterGroups).toEqual([
			{ name: "apg16-member", status: "in-sync", level: "instance" },
			{ name: "apg16", status: "in-sync", level: "cluster" },
		]);
		expect(named("rds.DbCluster", "ledger").members).toEqual([
			{
				id: "ledger-1",
				writer: true,
				parameterGroupStatus: "in-sync",
				ownParameters: { value: { log_statement: { value: "all", source: "user", applyType: "dynamic", level: "instance" } } },
			},
		]);
	});

	it("of a Multi-AZ DB cluster takes whatever the cluster's group names", async () => {
		const { named } = await collectWith({
			"rds:DescribeDBClusters": { DBClusters: [cluster("trio", { Engine: "postgres" })] },
			"rds:DescribeDBInstances": { DBInstances: [member("trio-1", "trio", { Engine: "postgres" })] },
		});
		const trio = named("rds.DbInstance", "trio-1");
		expect(trio.clusterSort).toBe("multi-az");
		expect(trio.parameters).toMatchObject({
			value: { log_statement: { value: "ddl", level: "cluster" }, work_mem: { level: "instance" } },
		});
		expect(named("rds.DbCluster", "trio").sort).toBe("multi-az");
	});

	it("has unread parameters when the clusters could not be listed", async () => {
		const { named, collected } = await collectWith({ "rds:DescribeDBClusters": fails("denied") });
		expect(named("rds.DbInstance", "ledger-1").parameters).toEqual(denied("DescribeDBClusters"));
		expect(named("rds.DbInstance", "orders").parameters).toHaveProperty("value");
		expect(collected.errors).toMatchObject([{ operation: "DescribeDBClusters", cause: "denied", kinds: ["rds.DbCluster"] }]);
	});
});

describe("A cluster", () => {
	it("is in sync when every member is, else says how the first is not", async () => {
		const statuses = (...all: (string | undefined)[]) =>
			all.map((DBClusterParameterGroupStatus, index) => ({ DBInstanceIdentifier: `m${index}`, DBClusterParameterGroupStatus }));
		const { named } = await collectWith({
			"rds:DescribeDBClusters": {
				DBClusters: [
					cluster("same", { DBClusterMembers: statuses("in-sync", "in-sync") }),
					cluster("waiting", { DBClusterMembers: statuses("in-sync", "pending-reboot") }),
					cluster("silent", { DBClusterMembers: statuses("in-sync", undefined) }),
				],
			},
		});
		const status = (name: string) => named("rds.DbCluster", name).parameterGroups[0]?.status;
		expect([status("same"), status("waiting"), status("silent")]).toEqual(["in-sync", "pending-reboot", "unknown"]);
	});

	it("has an unread network when the subnet groups could not be listed", async () => {
		const { named } = await collectWith({ "rds:DescribeDBSubnetGroups": fails("denied") });
		expect(named("rds.DbCluster", "ledger").network).toEqual(denied("DescribeDBSubnetGroups"));
		expect(named("rds.DbInstance", "orders").network).toHaveProperty("value");
	});
});

describe("A snapshot", () => {
	it("says with whom it is shared", async () => {
		const { named } = await collectWith();
		expect(named("rds.Snapshot", "s1")).toMatchObject({
			of: "instance",
			type: "manual",
			sourceExists: true,
			sharedWith: { value: ["all"] },
		});
		expect(named("rds.Snapshot", "orphan")).toMatchObject({ sourceExists: false, sharedWith: { value: [] } });
		expect(named("rds.Snapshot", "c1")).toMatchObject({ of: "cluster", sourceExists: true, sharedWith: { value: ["999999999999"] } });
	});

	it("of the automated sort needs no call", async () => {
		const { aws, named } = await collectWith();
		expect(named("rds.Snapshot", "rds:nightly").sharedWith).toEqual({ value: [] });
		expect(aws.calls.filter(({ input }) => input.DBSnapshotIdentifier === "rds:nightly")).toEqual([]);
	});

	it("that two listings give is kept and asked about once", async () => {
		const { aws, names } = await collectWith({ "rds:DescribeDBSnapshots": { DBSnapshots: [snapshot("s1")] } });
		expect(names("rds.Snapshot")).toEqual(["s1", "c1"]);
		expect(aws.count("rds:DescribeDBSnapshotAttributes")).toBe(1);
	});

	it("whose attributes cannot be read is unread, and the others are not", async () => {
		const { named } = await collectWith({
			"rds:DescribeDBSnapshotAttributes": ({ DBSnapshotIdentifier }) =>
				DBSnapshotIdentifier === "s1"
					? fails("denied")
					: DBSnapshotIdentifier === "orphan"
						? {}
						: { DBSnapshotAttributesResult: { DBSnapshotAttributes: [] } },
		});
		expect(named("rds.Snapshot", "s1").sharedWith).toEqual(denied("DescribeDBSnapshotAttributes"));
		expect(named("rds.Snapshot", "orphan").sharedWith).toMatchObject({ unread: { cause: "malformed" } });
		expect(named("rds.Snapshot", "backup-1").sharedWith).toEqual({ value: [] });
	});

	it("does not tell whether its source exists when the sources could not all be listed", async () => {
		const { named } = await collectWith({
			"rds:DescribeDBInstances": ({ Marker }) => (Marker ? fails("throttled") : { DBInstances: [instance("orders")], Marker: "1" }),
		});
		expect(named("rds.Snapshot", "s1").sourceExists).toBeUndefined();
		expect(named("rds.Snapshot", "c1").sourceExists).toBe(true);
	});
});

describe("A listing that fails in its middle", () => {
	it("keeps the pages before, and says which kind is incomplete", async () => {
		const { names, collected, named } = await collectWith({
			"rds:DescribeDBInstances": ({ Marker }) => (Marker ? fails("throttled") : { DBInstances: [instance("orders")], Marker: "1" }),
		});
		expect(names("rds.DbInstance")).toEqual(["orders"]);
		expect(collected.errors).toEqual([
			{
				service: "rds",
				operation: "DescribeDBInstances",
				cause: "throttled",
				message: "planted: throttled",
				scope: { partition: "aws", account: "111122223333", region: "eu-west-1" },
				kinds: ["rds.DbInstance"],
			},
		]);
		expect(named("rds.SubnetGroup", "idle").usedBy).toBeUndefined();
		expect(named("rds.ParameterGroup", "pg16").usedBy).toBeUndefined();
		expect(named("rds.ParameterGroup", "apg16").usedBy).toEqual(["ledger"]);
	});

	it.each([
		["DescribeDBSnapshots", "rds.Snapshot", 2],
		["DescribeDBClusterSnapshots", "rds.Snapshot", 1],
		["DescribeDBProxies", "rds.DbProxy", 1],
		["DescribeEventSubscriptions", "rds.EventSubscription", 1],
		["DescribeDBSubnetGroups", "rds.SubnetGroup", 1],
		["DescribeDBParameterGroups", "rds.ParameterGroup", 1],
		["DescribeDBClusterParameterGroups", "rds.ParameterGroup", 1],
		["DescribeGlobalClusters", "rds.GlobalCluster", 1],
	] as const)("of %s leaves %s incomplete and everything else whole", async (operation, kind, errors) => {
		const { collected, names } = await collectWith({ [`rds:${operation}`]: fails("denied") });
		expect(collected.errors).toHaveLength(errors);
		for (const error of collected.errors) expect(error).toMatchObject({ operation, cause: "denied", kinds: [kind] });
		expect(names("rds.DbInstance")).toEqual(["orders", "billing", "ledger-1"]);
	});

	it.each([
		["rds:DescribeGlobalClusters", "rds.GlobalCluster"],
		["rds:DescribeDBProxies", "rds.DbProxy"],
	] as const)("of %s is none where the region does not have the product", async (operation, kind) => {
		const message = "InvalidParameterValue: Access Denied to API Version: APIGlobalDatabases";
		const { collected, names } = await collectWith({ [operation]: fails("other", message) });
		expect(collected.errors).toEqual([]);
		expect(names(kind)).toEqual([]);
	});

	it.each([
		["rds:DescribeCertificates", "authority"],
		["rds:DescribeDBMajorEngineVersions", "lifecycle"],
		["rds:DescribeDBEngineVersions", "release"],
		["rds:DescribePendingMaintenanceActions", "pendingMaintenance"],
		["rds:DescribeDBParameters", "parameters"],
		["cloudwatch:GetMetricData", "utilization"],
		["kms:DescribeKey", "kmsKey"],
		["ec2:DescribeSecurityGroups", "network"],
	] as const)("of %s leaves only %s unread", async (operation, field) => {
		const { collected, named } = await collectWith({ [operation]: fails("denied") });
		expect(collected.errors).toEqual([]);
		const orders = named("rds.DbInstance", "orders");
		const unread = Object.entries(orders).filter(([, value]) => typeof value === "object" && value !== null && "unread" in value);
		expect(unread.map(([name]) => name)).toEqual([field]);
	});

	it("of tags leaves the tags unread", async () => {
		const { named } = await collectWith({ "rds:ListTagsForResource": fails("denied") });
		expect(named("rds.DbProxy", "front").tags).toEqual(denied("ListTagsForResource"));
		expect(named("rds.EventSubscription", "alerts").tags).toEqual(denied("ListTagsForResource"));
	});
});

describe("A proxy that names no password authentication", () => {
	it.each([
		["MYSQL", "MYSQL_CACHING_SHA2_PASSWORD"],
		["POSTGRESQL", "POSTGRES_SCRAM_SHA_256"],
		["SQLSERVER", "SQL_SERVER_AUTHENTICATION"],
		["FUTURE", undefined],
	])("has the default of %s", async (EngineFamily, type) => {
		const Auth = [
			{ AuthScheme: "SECRETS", IAMAuth: "DISABLED" },
			{ AuthScheme: "SECRETS", ClientPasswordAuthType: "POSTGRES_MD5" },
		];
		const { named } = await collectWith({ "rds:DescribeDBProxies": { DBProxies: [{ DBProxyName: "front", EngineFamily, Auth }] } });
		expect(named("rds.DbProxy", "front").auth.map(({ clientPasswordAuthType }) => clientPasswordAuthType)).toEqual([type, "POSTGRES_MD5"]);
	});
});

describe("A global database", () => {
	const withWriter = (region: string) => ({
		"rds:DescribeGlobalClusters": {
			GlobalClusters: [
				{
					GlobalClusterIdentifier: "world",
					GlobalClusterArn: "arn:aws:rds::111122223333:global-cluster:world",
					Engine: "aurora-postgresql",
					EngineVersion: "16.4",
					GlobalClusterMembers: [
						{ DBClusterArn: "arn:aws:rds:eu-west-1:111122223333:cluster:reader", IsWriter: false },
						{ DBClusterArn: `arn:aws:rds:${region}:111122223333:cluster:writer`, IsWriter: true },
					],
				},
			],
		},
	});

	it("is given in the region of its writer, and not in another that is scanned", async () => {
		const regions = ["eu-west-1", "us-east-1"];
		expect((await collectWith(withWriter("eu-west-1"), { regions })).names("rds.GlobalCluster")).toEqual(["world"]);
		expect((await collectWith(withWriter("us-east-1"), { regions })).names("rds.GlobalCluster")).toEqual([]);
	});

	it("is given anywhere when its writer's region is not scanned", async () => {
		expect((await collectWith(withWriter("us-east-1"))).names("rds.GlobalCluster")).toEqual(["world"]);
	});
});

describe("Utilization", () => {
	it("is unread for the instances of a call that failed or that CloudWatch could not answer", async () => {
		const names = Array.from({ length: 150 }, (_, index) => `db-${index}`);
		const { named } = await collectWith({
			"rds:DescribeDBInstances": { DBInstances: names.map((name) => instance(name)) },
			"cloudwatch:GetMetricData": ({ MetricDataQueries }) => {
				const queries = MetricDataQueries as { Id: string; MetricStat: { Metric: { Dimensions: { Value: string }[] } } }[];
				if (queries.some(({ MetricStat }) => MetricStat.Metric.Dimensions[0]?.Value === "db-149")) return fails("throttled");
				return {
					MetricDataResults: queries.map(({ Id }) => ({ Id, Values: [], StatusCode: Id === "reads_3" ? "InternalError" : "Complete" })),
				};
			},
		});
		expect(named("rds.DbInstance", "db-149").utilization).toMatchObject({ unread: { cause: "throttled" } });
		expect(named("rds.DbInstance", "db-3").utilization).toMatchObject({ unread: { cause: "malformed" } });
		expect(named("rds.DbInstance", "db-0").utilization).toEqual({ value: { days: 7 } });
	});

	it("asks at most 500 queries a call", async () => {
		const { aws } = await collectWith({
			"rds:DescribeDBInstances": { DBInstances: Array.from({ length: 101 }, (_, index) => instance(`db-${index}`)) },
		});
		const sizes = aws.calls
			.filter(({ operation }) => operation === "GetMetricData")
			.map(({ input }) => (input.MetricDataQueries as unknown[]).length);
		expect(sizes.sort((a, b) => b - a)).toEqual([500, 5]);
	});
});
