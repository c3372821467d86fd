import { describe, expect, test } from "vitest";
import { estateOf } from "../../../shared/core/estate/estate.ts";
import { unread } from "../../../shared/core/observed.ts";
import type { Resource } from "../../../shared/core/resources/index.ts";
import { compliant } from "../../support/compliant/index.ts";
import {
	arn,
	clusterKey,
	connectionFrom,
	estateInventory,
	lonelyDatabase,
	ordersDatabase,
	ordersServer,
	place,
	plaintext,
	prod,
	prodInEks,
	resources,
	unreadCluster,
} from "../../support/estate.ts";
import { now } from "../../support/rule-table.ts";

const estate = (...own: Resource[]) => estateOf(estateInventory(own), now);
const whole = estateOf(estateInventory(), now);
/** Known to be the database by its host's name alone. */
const byHost = {
	...ordersServer,
	hostedBy: undefined,
	connection: { ...ordersServer.connection, host: "ORDERS.abc.eu-west-1.rds.amazonaws.com" },
};
const one = (...own: Resource[]) => {
	const [connection] = estate(...own).connections;
	if (!connection) throw new Error("no connection");
	return connection;
};

describe("connections of the estate", () => {
	test("say who, to what, how and since when", () =>
		expect(one(prod, connectionFrom("orders-api"))).toMatchObject({
			service: "orders-api",
			namespace: "orders",
			workload: "Deployment/orders-api",
			client: "pod",
			database: "orders",
			user: "orders_app",
			tlsEnabled: true,
			tlsVersion: "TLSv1.3",
			clientTlsMode: "verify-full",
			authMethod: "iam",
			authBasis: "role",
			privileged: [],
			allowed: ["read", "write"],
			firstSeen: "2026-06-15T11:00:00.000Z",
			lastSeen: "2026-06-15T12:00:00.000Z",
			production: true,
			clusters: [clusterKey("prod")],
		}));
	test("are null with the reason where nothing is known, never false", () => {
		const unknown = unread({ service: "postgres", operation: "pg_stat_ssl", cause: "denied", message: "no right" });
		const connection = one(
			connectionFrom("dark", { tls: unknown, authentication: unknown, rights: unknown, oldestSession: unknown, production: unknown }),
		);
		expect(connection).toMatchObject({ tlsEnabled: null, authMethod: null, privileged: null, oldestSession: null, production: null });
		expect(Object.keys(connection.reasons ?? {}).sort()).toEqual(["authMethod", "oldestSession", "privileged", "production", "tlsEnabled"]);
		expect(connection.reasons?.tlsEnabled).toBe("postgres:pg_stat_ssl could not be read (denied): no right");
		expect(connection).not.toHaveProperty("tlsVersion");
		expect(connection).not.toHaveProperty("allowed");
	});
	test("give the words of the join alone where it could not conclude", () => {
		const production = unread({ service: "connection", operation: "environment", cause: "notFound", message: "Nothing tells." });
		expect(one(connectionFrom("a", { production })).reasons).toEqual({ production: "Nothing tells." });
	});
	test("have no reasons when all is known", () => expect(one(connectionFrom("a"))).not.toHaveProperty("reasons"));
	test("tell plaintext from TLS", () => {
		expect(one(plaintext("a")).tlsEnabled).toBe(false);
		expect(one(connectionFrom("a")).tlsEnabled).toBe(true);
	});
	test("outside clusters belong to none", () =>
		expect(one(prod, connectionFrom("nightly", {}, { kind: "lambda", cluster: undefined }))).not.toHaveProperty("clusters"));
	test("are sorted by service, whatever the order of the inventory", () => {
		const services = whole.connections.map(({ service }) => service);
		expect(services).toEqual([...services].sort());
		expect(estateOf(estateInventory([...resources].reverse()), now)).toEqual(whole);
	});
});

describe("clusters of the estate", () => {
	test("are one whether EKS, their own API or both show them", () => {
		expect(estate(prod, prodInEks).clusters).toEqual([
			expect.objectContaining({ key: clusterKey("prod"), kubernetes: true, eks: prodInEks.arn, version: "v1.34.2-eks-1a2b3c4" }),
		]);
		expect(estate(prod).clusters).toEqual([expect.objectContaining({ kubernetes: true, eks: prod.eksCluster })]);
		expect(estate(prodInEks).clusters).toEqual([expect.objectContaining({ kubernetes: false, version: "1.34" })]);
	});
	test("have no version but the reason when it was not read", () => {
		const version = unread({ service: "kubernetes", operation: "version", cause: "timeout", message: "slow" });
		expect(estate({ ...prod, version }).clusters[0]).toMatchObject({
			version: null,
			reasons: { version: expect.stringContaining("timeout") },
		});
	});
	test("whose API was not read say so of everything that only it tells", () => {
		const { gaps } = estate(unreadCluster);
		expect(gaps.map(({ list, clusters }) => [list, clusters])).toEqual([
			["atRest", [clusterKey("edge")]],
			["connections", [clusterKey("edge")]],
			["grants", [clusterKey("edge")]],
			["inTransit", [clusterKey("edge")]],
			["serviceAccounts", [clusterKey("edge")]],
		]);
		expect(gaps[0]?.reason).toContain("--cluster edge");
		expect(estate(prod, prodInEks).gaps).toEqual([]);
	});
	test("of one name in two places both have the connections, and say that they cannot be told apart", () => {
		const { connections, gaps } = estate(prod, { ...prod, account: "210987654321" }, connectionFrom("orders-api"));
		const both = [clusterKey("prod"), "aws/210987654321/eu-west-1/prod"];
		expect(connections[0]?.clusters).toEqual(both);
		expect(gaps.map(({ clusters }) => clusters)).toEqual(both.map((key) => [key]));
	});
	test("that were not read from within are named, where others were, in every list that they are missing from", () => {
		const workload = (name: string) => ({
			...compliant("kubernetes.Workload"),
			...place,
			arn: `kubernetes://prod/orders/StatefulSet/${name}`,
			name,
			cluster: "prod",
			namespace: "orders",
			database: { engine: "postgres", by: "image" as const },
		});
		const server = byHost;
		const many = Array.from({ length: 12 }, (_, index) => ({
			...lonelyDatabase,
			arn: `${lonelyDatabase.arn}-${index}`,
			name: `lonely-${index + 10}`,
			endpointAddresses: undefined,
		}));
		const { gaps } = estate(prod, server, ordersDatabase, ...many, workload("cache"));
		const unreadOnes = gaps.filter(({ reason }) => reason.startsWith("Not read from within"));
		expect(unreadOnes.map(({ list, clusters }) => [list, clusters])).toEqual([
			["connections", undefined],
			["connections", [clusterKey("prod")]],
			["grants", undefined],
			["grants", [clusterKey("prod")]],
			["privilegedRoles", undefined],
			["privilegedRoles", [clusterKey("prod")]],
		]);
		expect(unreadOnes[0]?.reason).toContain(
			": lonely-10, lonely-11, lonely-12, lonely-13, lonely-14, lonely-15, lonely-16, lonely-17, lonely-18, lonely-19 and 2 more. ",
		);
		expect(unreadOnes[1]?.reason).toContain(": orders/cache. ");
	});
	test("that were read are not: by the server's host, by what hosts it, by a member of their cluster", () => {
		const cluster = {
			...compliant("rds.DbCluster"),
			...place,
			arn: arn("rds", "cluster:ledger"),
			name: "ledger",
			endpointAddresses: undefined,
		};
		const member = { ...ordersDatabase, clusterId: "ledger" };
		expect(estate(ordersServer, cluster, member).gaps).toEqual([]);
		expect(estate(byHost, cluster, member).gaps).toEqual([]);
		expect(estate({ ...ordersServer, hostedBy: cluster.arn }, cluster, { ...member, endpointAddresses: undefined }).gaps).toEqual([]);
		expect(estate(ordersServer, cluster, { ...member, clusterId: "other" }).gaps).toHaveLength(3);
		expect(estate(cluster, lonelyDatabase).gaps).toEqual([]);
	});
	test("lack connections where sessions could not be read", () => {
		const server = resources.find(({ kind }) => kind === "postgres.Server") as Extract<Resource, { kind: "postgres.Server" }>;
		const sessions = unread({ service: "postgres", operation: "pg_stat_activity", cause: "denied", message: "no right" });
		expect(estate({ ...server, sessions }).gaps).toEqual([{ list: "connections", reason: expect.stringContaining("pg_stat_activity") }]);
	});
});
