import { describe, expect, test } from "vitest";
import { estateOf } from "../../../shared/core/estate/estate.ts";
import { seen, unread } from "../../../shared/core/observed.ts";
import type { Resource } from "../../../shared/core/resources/index.ts";
import { compliant } from "../../support/compliant/index.ts";
import {
	arn,
	clusterKey,
	connectionFrom,
	connectPolicy,
	estateInventory,
	lonelyDatabase,
	ordersDatabase,
	ordersServer,
	place,
	prod,
	prodInEks,
	resources,
} from "../../support/estate.ts";
import { now } from "../../support/rule-table.ts";

const estate = (...own: Resource[]) => estateOf(estateInventory(own), now);
const prodKey = clusterKey("prod");
/** Names of what concerns the cluster prod, of each list. */
const ofProd = (...own: Resource[]) => {
	const { atRest, inTransit, keys, identities, grants, privilegedRoles } = estate(prod, ...own);
	const names = <T extends { clusters?: readonly string[] }>(list: readonly T[], name: (item: T) => string) =>
		list.filter(({ clusters }) => clusters?.includes(prodKey)).map(name);
	return {
		atRest: names(atRest, ({ name }) => name),
		inTransit: names(inTransit, ({ name }) => name),
		keys: names(keys, ({ name }) => name),
		identities: names(identities, ({ name }) => name),
		grants: names(grants, ({ type }) => type),
		privilegedRoles: names(privilegedRoles, ({ role }) => role),
	};
};
const account = (differences = {}) => ({ ...compliant("kubernetes.ServiceAccount"), ...place, databaseHosts: seen([]), ...differences });
const dbCluster = { ...compliant("rds.DbCluster"), ...place, name: "c", arn: arn("rds", "cluster:c"), endpointAddresses: ["c.example"] };
const member = (differences = {}) => ({ ...ordersDatabase, clusterId: "c", ...differences });

describe("a cluster has to do with", () => {
	test("the database of a session of its pods, and with the server that it was read through", () => {
		expect(ofProd(ordersDatabase, lonelyDatabase, ordersServer, connectionFrom("a"))).toMatchObject({
			atRest: ["orders"],
			inTransit: [ordersServer.name, "orders"],
			privilegedRoles: ["postgres"],
		});
		expect(ofProd(ordersDatabase, ordersServer).inTransit).toEqual([]);
	});
	test("not the database of a session from elsewhere", () =>
		expect(ofProd(ordersDatabase, connectionFrom("a", {}, { kind: "lambda", cluster: undefined })).atRest).toEqual([]));
	test("servers that run in its pods, and databases of operators", () => {
		const inPod = { ...ordersServer, hostedBy: "kubernetes://prod/orders/StatefulSet/orders-db" };
		expect(ofProd(inPod).inTransit).toEqual([ordersServer.name]);
		expect(ofProd({ ...inPod, hostedBy: "kubernetes://other/orders/StatefulSet/orders-db" }).inTransit).toEqual([]);
		expect(ofProd({ ...compliant("mysql.Server"), hostedBy: inPod.hostedBy }).inTransit).toHaveLength(1);
		expect(ofProd({ ...compliant("kubernetes.OperatorDatabase"), ...place }).inTransit).toEqual(["orders/orders-pg"]);
	});
	test("workloads that are databases, and no others", () => {
		const workload = { ...compliant("kubernetes.Workload"), ...place };
		expect(ofProd(workload).atRest).toEqual([]);
		expect(ofProd({ ...workload, database: { engine: "postgres", by: "label" } }).atRest).toEqual(["orders/orders-api"]);
	});
	test("servers that its pods are told to use by name, in any case, when no instance has the name", () => {
		const outside = { ...ordersServer, hostedBy: undefined, connection: { ...ordersServer.connection, host: "DB.example.com" } };
		const told = account({ databaseHosts: seen(["db.EXAMPLE.com"]) });
		expect(ofProd(outside, told).inTransit).toEqual([ordersServer.name]);
		expect(ofProd(outside, account({ databaseHosts: seen(["other.example.com"]) })).inTransit).toEqual([]);
	});
	test("what hosts a server that it was told to use, and the other way round", () => {
		const host = "orders.abc.eu-west-1.rds.amazonaws.com";
		const server = { ...ordersServer, connection: { ...ordersServer.connection, host } };
		expect(ofProd(ordersDatabase, server, account({ databaseHosts: seen([host]) })).inTransit).toEqual([ordersServer.name, "orders"]);
	});
	test("the DB cluster of a member, and the members of a DB cluster", () => {
		expect(ofProd(dbCluster, member(), connectionFrom("a")).atRest).toEqual(["c"]);
		const told = account({ databaseHosts: seen(["c.example"]) });
		const certificates = (...own: Resource[]) =>
			estate(prod, told, ...own).certificates.filter(({ clusters }) => clusters?.includes(prodKey));
		expect(certificates(dbCluster, member()).map(({ type }) => type)).toEqual(["authority", "server"]);
		expect(certificates(dbCluster, member({ region: "us-east-1" }))).toEqual([]);
		expect(certificates(dbCluster, member({ account: "999999999999" }))).toEqual([]);
		expect(certificates(dbCluster, member({ clusterId: undefined }))).toEqual([]);
	});
	test("the secrets that open its databases, and the keys of both, with their grants", () => {
		const database = { ...ordersDatabase };
		const secretKey = { arn: arn("kms", "key/secret"), manager: "CUSTOMER" as const, state: "Enabled", owner: place.account };
		const secret = { ...compliant("secretsmanager.Secret"), ...place, name: "login", kmsKey: seen(secretKey) };
		const grant = { id: "1", grantee: "g", operations: ["Decrypt"], constrained: true };
		const key = { ...compliant("kms.Key"), ...place, arn: arn("kms", "key/orders"), aliases: [], keyId: "orders", grants: seen([grant]) };
		const found = ofProd(database, { ...secret, database: database.arn }, key, connectionFrom("a"));
		expect(found).toMatchObject({ atRest: ["orders", "login"], keys: ["orders", "secret"], grants: ["kms"] });
		expect(ofProd(database, { ...secret, database: undefined }, connectionFrom("a")).atRest).toEqual(["orders"]);
		expect(ofProd(lonelyDatabase, { ...secret, database: lonelyDatabase.arn }, connectionFrom("a")).atRest).toEqual([]);
	});
	test("the snapshots of its databases, whose source may be gone", () => {
		const snapshot = (of: "instance" | "cluster", sourceId: string | undefined, differences = {}) => ({
			...compliant("rds.Snapshot"),
			...place,
			of,
			sourceId,
			name: `of-${sourceId}`,
			arn: arn("rds", `snapshot:${of}-${sourceId}`),
			...differences,
		});
		expect(ofProd(ordersDatabase, snapshot("instance", "orders"), snapshot("cluster", "orders"), connectionFrom("a")).atRest).toEqual([
			"orders",
			"1 snapshot of orders",
		]);
		expect(ofProd(dbCluster, member(), snapshot("cluster", "c"), connectionFrom("a")).atRest).toEqual(["c", "1 snapshot of c"]);
		const gone = estate(
			snapshot("instance", "x"),
			snapshot("cluster", "x"),
			snapshot("cluster", undefined),
			snapshot("instance", "x", { account: "999999999999" }),
		).atRest;
		expect(gone.map(({ resource }) => resource).sort()).toEqual([
			arn("rds", "cluster:-"),
			arn("rds", "cluster:x"),
			arn("rds", "db:x"),
			"arn:aws:rds:eu-west-1:999999999999:db:x",
		]);
	});
	test("IAM roles of its service accounts and connections", () => {
		const role = (name: string) => ({
			...compliant("iam.Principal"),
			...place,
			region: "global",
			arn: `arn:aws:iam::123456789012:role/${name}`,
			name,
			policies: [connectPolicy("db-ELSEWHERE", "x")],
		});
		const own = [role("by-annotation"), role("by-identity"), role("by-connection"), role("by-association"), role("stranger")];
		const found = ofProd(
			...own,
			account({ roleArn: own[0]?.arn, role: undefined }),
			account({
				name: "b",
				arn: "kubernetes://prod/orders/ServiceAccount/b",
				roleArn: undefined,
				role: undefined,
				podIdentityRole: seen(own[1]?.arn ?? null),
			}),
			connectionFrom("a", {}, { iamRole: own[2]?.arn }),
			{ ...compliant("eks.PodIdentity"), ...place, cluster: "prod", namespace: "n", serviceAccount: "s", roleArn: own[3]?.arn ?? "" },
		);
		expect(found.identities).toEqual(["by-annotation", "by-association", "by-connection", "by-identity"]);
	});
	test("principals of the database's own account and region alone", () => {
		const principal = (account: string, region: string) => ({
			...compliant("iam.Principal"),
			...place,
			account,
			region: "global",
			policies: [
				{
					policyName: "p",
					inline: true,
					document: {
						json: `{"Statement":{"Effect":"Allow","Action":"rds-db:connect","Resource":"arn:aws:rds-db:${region}:${account}:dbuser:db-ORDERS/a"}}`,
					},
				},
			],
		});
		const reached = (account: string, region: string) =>
			ofProd(ordersDatabase, connectionFrom("a"), principal(account, region)).grants.length;
		expect([reached("123456789012", "eu-west-1"), reached("123456789012", "us-east-1"), reached("999999999999", "eu-west-1")]).toEqual([
			1, 0, 0,
		]);
	});
	test("what several clusters share", () => {
		const staging = { ...prod, name: "staging", cluster: "staging", arn: "kubernetes://staging/-/Cluster/staging" };
		const found = estate(staging, prod, ordersDatabase, connectionFrom("b", {}, { cluster: "staging" }), connectionFrom("a"));
		expect(found.clusters.map(({ name }) => name)).toEqual(["prod", "staging"]);
		expect(found.atRest[0]?.clusters).toEqual([prodKey, clusterKey("staging")]);
		expect(found.keys[0]?.clusters).toEqual([prodKey, clusterKey("staging")]);
		expect(found.certificates.map(({ clusters }) => clusters)).toEqual(Array(2).fill([prodKey, clusterKey("staging")]));
	});
});

describe("an estate", () => {
	test("names no clusters where there are none", () => {
		const found = estate(
			ordersDatabase,
			ordersServer,
			{ ...compliant("kms.Key"), ...place },
			connectionFrom("a", {}, { cluster: "elsewhere" }),
		);
		for (const list of [found.atRest, found.inTransit, found.keys, found.certificates, found.connections])
			for (const each of list) expect(each).not.toHaveProperty("clusters");
	});
	test("is in the order of names, whatever the order of the inventory", () => {
		const databases = ["b", "a", "c"].map((name) => ({ ...ordersDatabase, name, arn: arn("rds", `db:${name}`) }));
		const connections = ["y", "x"].flatMap((service) =>
			["n", "m"].map((serverName) => connectionFrom(service, { serverName, user: serverName })),
		);
		const { atRest, connections: found } = estate(...databases, ...connections);
		expect(atRest.map(({ name }) => name)).toEqual(["a", "b", "c"]);
		expect(found.map(({ service, serverName }) => service + serverName)).toEqual(["xm", "xn", "ym", "yn"]);
	});
	test("of EKS alone has the cluster's arn, and of Kubernetes alone what the cluster says", () => {
		expect(estate({ ...prod, eksCluster: undefined }).clusters[0]).not.toHaveProperty("eks");
		expect(estate({ ...prodInEks, version: undefined }).clusters[0]).toMatchObject({
			version: null,
			reasons: { version: expect.any(String) },
		});
	});
	test("has a gap of pod identities only for accounts without a role", () => {
		const skipped = unread({ service: "eks", operation: "ListPodIdentityAssociations", cause: "skipped", message: "AWS was not scanned" });
		expect(estate(prod, account({ podIdentityRole: skipped })).gaps).toEqual([]);
		expect(estate(prod, account({ podIdentityRole: skipped, roleArn: undefined, role: undefined })).gaps).toHaveLength(1);
		expect(estate(prod, account({ roleArn: undefined, role: undefined })).gaps).toEqual([]);
	});
	test("of the whole test estate has no null without its reason", () => {
		const found = estateOf(estateInventory(resources), now);
		for (const list of Object.values(found) as Record<string, unknown>[][])
			for (const record of list)
				for (const [name, value] of Object.entries(record))
					if (value === null) expect((record.reasons as Record<string, string>)?.[name]).toBeTruthy();
	});
});
