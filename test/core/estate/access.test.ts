import { describe, expect, test } from "vitest";
import { estateOf } from "../../../shared/core/estate/estate.ts";
import { seen, unread } from "../../../shared/core/observed.ts";
import type { Resource } from "../../../shared/core/resources/index.ts";
import { role } from "../../support/compliant/database.ts";
import { compliant } from "../../support/compliant/index.ts";
import {
	arn,
	clusterKey,
	connectionFrom,
	connectPolicy,
	estateInventory,
	ordersDatabase,
	ordersServer,
	place,
	prod,
	prodInEks,
} from "../../support/estate.ts";
import { now } from "../../support/rule-table.ts";

const estate = (...own: Resource[]) => estateOf(estateInventory(own), now);
const denied = unread({ service: "kubernetes", operation: "list roles", cause: "denied", message: "no right" });
const principal = { ...compliant("iam.Principal"), ...place, region: "global", arn: "arn:aws:iam::123456789012:role/app", name: "app" };
const everything = {
	policyName: "AdministratorAccess",
	inline: false,
	document: { json: '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}' },
};

describe("identities of IAM", () => {
	test("are those who may log in to databases, with the grants that let them", () => {
		const { identities, grants } = estate({ ...principal, policies: [connectPolicy("db-ORDERS", "orders_app")] });
		expect(identities).toEqual([expect.objectContaining({ type: "iam-role", id: principal.arn, administrator: false })]);
		expect(grants).toEqual([
			{
				type: "rds-db-connect",
				identity: principal.arn,
				on: "db-ORDERS in eu-west-1",
				permissions: ["connect as orders_app"],
				through: "connect",
			},
		]);
		expect(estate({ ...principal, policies: [] }).identities).toEqual([]);
	});
	test("concern the clusters whose databases they reach", () => {
		const of = (database: string) =>
			estate(prod, ordersDatabase, connectionFrom("a"), { ...principal, policies: [connectPolicy(database, "app")] });
		for (const database of ["db-ORDERS", "db-*", "*"]) {
			expect(of(database).identities[0]?.clusters).toEqual([clusterKey("prod")]);
			expect(of(database).grants[0]?.clusters).toEqual([clusterKey("prod")]);
		}
		expect(of("db-OTHER").identities[0]).not.toHaveProperty("clusters");
	});
	test("that may do everything are told from those that are let in to a database", () =>
		expect(estate({ ...principal, policies: [everything] })).toMatchObject({
			identities: [{ administrator: true }],
			grants: [{ permissions: [expect.stringContaining("administrators")] }],
		}));
	test("with a policy that cannot be read are listed with the reason", () => {
		const broken = { policyName: "p", inline: true, document: { json: "{" } };
		expect(estate({ ...principal, policies: [broken] }).identities).toEqual([
			expect.objectContaining({ administrator: null, reasons: { administrator: "The policy document is not JSON." } }),
		]);
	});
	test("of AWS itself are left out", () =>
		expect(estate({ ...principal, managedByAws: true, policies: [everything] }).identities).toEqual([]));
	test("that hang on conditions say so", () => {
		const json =
			'{"Statement":{"Effect":"Allow","Action":"rds-db:connect","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}}';
		expect(estate({ ...principal, policies: [{ policyName: "p", inline: true, document: { json } }] }).grants[0]?.conditional).toBe(true);
	});
});

describe("identities of clusters", () => {
	const entry = (differences = {}) => ({
		principalArn: "arn:aws:iam::123456789012:role/dev",
		type: "STANDARD",
		username: "dev",
		groups: [],
		policies: seen([
			{ policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy", scopeType: "namespace", namespaces: ["orders"] },
		]),
		...differences,
	});
	const admin = (scopeType: string) => ({
		policies: seen([{ policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy", scopeType, namespaces: [] }]),
	});
	const of = (...entries: ReturnType<typeof entry>[]) => estate({ ...prodInEks, accessEntries: seen(entries) });

	test.each([
		[{}, false],
		[admin("cluster"), true],
		[admin("namespace"), false],
		[{ groups: ["system:masters"] }, true],
		[{ policies: denied }, null],
	])("an entry with %j is an administrator: %s", (differences, administrator) =>
		expect(of(entry(differences)).identities[0]?.administrator).toBe(administrator),
	);
	test("have the grants of their access policies", () =>
		expect(of(entry()).grants.filter(({ type }) => type === "eks-access-policy")).toEqual([
			expect.objectContaining({
				identity: "arn:aws:iam::123456789012:role/dev",
				on: `${prodInEks.arn}: orders`,
				permissions: ["AmazonEKSViewPolicy"],
			}),
		]));
	test("are not nodes", () => expect(of(entry({ type: "EC2_LINUX" })).identities).toEqual([]));
	test("are missing, and said to be, when entries could not be listed", () => {
		const { identities, gaps } = estate(prod, { ...prodInEks, accessEntries: denied });
		expect(identities).toEqual([]);
		expect(gaps.map(({ list }) => list)).toEqual(["grants", "identities"]);
	});
	test("of aws-auth are its masters, and the rest is said to be missing", () => {
		const masters = ["arn:aws:iam::123456789012:role/root"];
		const awsAuth = (roles: number, users: number) => estate({ ...prod, awsAuth: seen({ roles, users, masters }) });
		expect(awsAuth(1, 0)).toMatchObject({ identities: [{ type: "aws-auth", administrator: true }], gaps: [] });
		expect(awsAuth(1, 1).gaps).toEqual([
			expect.objectContaining({ list: "identities", reason: expect.stringContaining("1 roles and 1 users") }),
		]);
		expect(estate({ ...prod, awsAuth: denied }).gaps).toEqual([expect.objectContaining({ list: "identities" })]);
	});
});

describe("grants", () => {
	test("inside PostgreSQL are what each role may do, PUBLIC is everybody", () => {
		const grants = seen([
			{ role: "app", read: true, write: true, define: false },
			{ read: true, write: false, define: false },
			{ role: "idle", read: false, write: false, define: false },
			{ role: "owner", read: false, write: false, define: true },
		]);
		expect(estate({ ...ordersServer, grants }).grants.map(({ identity, permissions }) => [identity, permissions])).toEqual([
			["PUBLIC", ["read"]],
			["app", ["read", "write"]],
			["owner", ["define"]],
		]);
		expect(estate({ ...ordersServer, grants: denied })).toMatchObject({ grants: [], gaps: [{ list: "grants" }] });
	});
	test("inside MySQL are those of each account, of tables too", () => {
		const grant = { user: "app", host: "%", database: "shop", grantable: false };
		const server = {
			...compliant("mysql.Server"),
			grants: seen([{ ...grant, privileges: ["SELECT"] }]),
			tableGrants: seen([{ ...grant, privileges: ["INSERT"] }]),
		};
		expect(estate(server).grants).toEqual([expect.objectContaining({ identity: "app@%", permissions: ["read", "write"] })]);
		expect(estate({ ...server, tableGrants: denied })).toMatchObject({ grants: [], gaps: [{ list: "grants" }] });
	});
	test("on Secrets are those in namespaces with a database, or with a service that uses one", () => {
		const namespace = {
			...compliant("kubernetes.Namespace"),
			...place,
			secretReaders: seen([
				{ subject: { kind: "Group", name: "devs" }, role: "kubernetes://prod/orders/Role/reader", verbs: ["get"], clusterWide: false },
			]),
		};
		const none = { ...namespace, databaseWorkloads: seen([]) };
		const identities = (...own: Resource[]) => estate(...own).grants.map(({ identity, on }) => [identity, on]);
		expect(identities(namespace)).toEqual([["Group devs", "namespace orders"]]);
		expect(identities(none)).toEqual([]);
		expect(identities(none, connectionFrom("a"))).toEqual([["Group devs", "namespace orders"]]);
		expect(identities({ ...namespace, databaseWorkloads: denied })).toHaveLength(1);
		expect(estate({ ...namespace, secretReaders: denied }).gaps).toEqual([
			expect.objectContaining({ list: "grants", clusters: [clusterKey("prod")] }),
		]);
	});
	test("on keys come once a grantee", () => {
		const grant = (id: string, operations: string[], constrained: boolean) => ({
			id,
			grantee: "rds.amazonaws.com",
			operations,
			constrained,
		});
		const key = {
			...compliant("kms.Key"),
			...place,
			grants: seen([grant("1", ["Decrypt"], true), grant("2", ["Encrypt", "Decrypt"], false)]),
		};
		expect(estate(key).grants).toEqual([
			{ type: "kms", identity: "rds.amazonaws.com", on: key.arn, permissions: ["Decrypt", "Encrypt"], through: "2 grants" },
		]);
		expect(estate({ ...key, aliases: [], keyId: "1234", grants: denied })).toMatchObject({
			grants: [],
			gaps: [{ list: "grants", reason: expect.stringContaining("Key 1234: ") }],
		});
		expect(estate({ ...key, grants: seen([grant("1", ["Sign", "Decrypt"], true)]) }).grants).toMatchObject([
			{ through: "1 grant", conditional: true, permissions: ["Decrypt", "Sign"] },
		]);
	});
});

describe("privileged roles", () => {
	const member = (of: string, name: string, dormant?: boolean) => ({
		role: of,
		member: name,
		admin: false,
		...(dormant === undefined ? {} : { dormant }),
	});
	const server = (roles: ReturnType<typeof role>[], memberships: ReturnType<typeof member>[] = []) => ({
		...ordersServer,
		roles: seen(roles),
		memberships: seen(memberships),
	});

	test("are those with attributes and the predefined ones that somebody is in", () => {
		const roles = [
			role("app"),
			role("root", { superuser: true }),
			role("maker", { createRole: true }),
			role("rds_superuser", { login: false }),
			role("pg_write_server_files", { login: false }),
		];
		const found = estate(server(roles, [member("rds_superuser", "dba"), member("dba", "alice")])).privilegedRoles;
		expect(found.map((one) => [one.role, one.privileges, one.members])).toEqual([
			["maker", ["CREATEROLE"], []],
			["rds_superuser", ["rds_superuser"], ["alice", "dba"]],
			["root", ["SUPERUSER"], []],
		]);
	});
	test("have no members by dormant memberships, and stand circles", () => {
		const roles = [role("root", { superuser: true })];
		const found = estate(
			server(roles, [member("root", "a"), member("a", "b"), member("b", "a"), member("root", "c", true)]),
		).privilegedRoles;
		expect(found[0]).toMatchObject({ members: ["a", "b"], memberCount: 2 });
	});
	test("name 50 members and count all", () => {
		const members = Array.from({ length: 60 }, (_, index) => member("root", `m${index}`));
		const [found] = estate(server([role("root", { superuser: true })], members)).privilegedRoles;
		expect([found?.members?.length, found?.memberCount]).toEqual([50, 60]);
	});
	test("do not know their members when memberships were not read", () =>
		expect(estate({ ...server([role("root", { superuser: true })]), memberships: denied }).privilegedRoles).toEqual([
			expect.objectContaining({
				members: null,
				memberCount: null,
				reasons: { members: expect.any(String), memberCount: expect.any(String) },
			}),
		]));
	test("are missing, and said to be, when roles were not read", () =>
		expect(estate({ ...ordersServer, roles: denied })).toMatchObject({ privilegedRoles: [], gaps: [{ list: "privilegedRoles" }] }));
	test("of MySQL are accounts with global powers, and roles that somebody holds", () => {
		const base = compliant("mysql.Server");
		const account = (user: string, differences = {}) => ({
			user,
			host: "%",
			plugin: "caching_sha2_password",
			hasPassword: true,
			tls: "any" as const,
			locked: false,
			role: false,
			...differences,
		});
		const grant = (user: string, privileges: string[]) => ({ user, host: "%", privileges, grantable: false });
		const accounts = seen([account("app"), account("admin"), account("ops", { role: true }), account("unused", { role: true })]);
		const grants = seen([grant("app", ["SELECT"]), grant("admin", ["SUPER"]), grant("ops", ["FILE"]), grant("unused", ["FILE"])]);
		const roleGrants = seen([{ user: "app", host: "%", role: "ops", roleHost: "%" }]);
		expect(
			estate({ ...base, accounts, grants, roleGrants }).privilegedRoles.map((one) => [one.role, one.privileges, one.login, one.members]),
		).toEqual([
			["admin@%", ["SUPER"], true, []],
			["ops@%", ["FILE"], false, ["app@%"]],
		]);
		expect(estate({ ...base, grants: denied }).gaps.map(({ list }) => list)).toContain("privilegedRoles");
	});
});

describe("service accounts", () => {
	const account = { ...compliant("kubernetes.ServiceAccount"), ...place };
	const plain = { ...account, roleArn: undefined, role: undefined, usesDatabase: seen(false), databaseHosts: seen([]) };
	const of = (differences: Partial<typeof account>, ...others: Resource[]) =>
		estate(prod, { ...plain, ...differences }, ...others).serviceAccounts;

	test("are those with a role, those that use a database, and those that may", () => {
		expect(of({})).toEqual([]);
		expect(of({ roleArn: "arn:aws:iam::123456789012:role/x", role: seen({ arn: "x", exists: false }) })).toMatchObject([
			{ iamRoleBy: "annotation", iamRoleExists: false },
		]);
		expect(of({ podIdentityRole: seen("arn:aws:iam::123456789012:role/y") })).toMatchObject([
			{ iamRole: "arn:aws:iam::123456789012:role/y", iamRoleBy: "pod-identity" },
		]);
		expect(of({ usesDatabase: seen(true) })).toMatchObject([{ usesDatabase: true, workloads: 1 }]);
		expect(of({ usesDatabase: denied })).toMatchObject([{ usesDatabase: null, reasons: { usesDatabase: expect.any(String) } }]);
	});
	test("that have a session use a database, whatever their configuration says", () =>
		expect(of({}, connectionFrom("orders-api"))).toMatchObject([{ usesDatabase: true }]));
	test("have no role, or one that is not known", () => {
		expect(of({ usesDatabase: seen(true) })[0]).not.toHaveProperty("iamRole");
		expect(of({ usesDatabase: seen(true), podIdentityRole: denied })).toMatchObject([
			{ iamRole: null, reasons: { iamRole: expect.any(String) } },
		]);
	});
	test("without pod identities read may be missing, which is said", () =>
		expect(estate(prod, { ...plain, podIdentityRole: denied })).toMatchObject({
			serviceAccounts: [],
			gaps: [{ list: "serviceAccounts" }],
		}));
	test("are known by their pod identity when only AWS was read", () => {
		const identity = {
			...compliant("eks.PodIdentity"),
			...place,
			cluster: "prod",
			namespace: "orders",
			serviceAccount: "api",
			arn: arn("eks", "podidentityassociation/prod/a-1"),
		};
		expect(estate(prodInEks, identity).serviceAccounts).toEqual([
			expect.objectContaining({
				name: "api",
				iamRole: identity.roleArn,
				usesDatabase: null,
				workloads: null,
				roles: null,
				clusters: [clusterKey("prod")],
			}),
		]);
		expect(estate(prod, { ...account, name: "api" }, identity).serviceAccounts.map(({ arn }) => arn)).toEqual([account.arn]);
	});
	test("tie the databases that they are told to use to their cluster", () => {
		const told = { ...account, databaseHosts: seen(["ORDERS.abc.eu-west-1.rds.amazonaws.com", null]) };
		expect(estate(prod, told, ordersDatabase).atRest[0]?.clusters).toEqual([clusterKey("prod")]);
		expect(estate(prod, { ...told, databaseHosts: denied }, ordersDatabase).atRest[0]).not.toHaveProperty("clusters");
	});
	test("tie a DB cluster and all of its members", () => {
		const cluster = { ...compliant("rds.DbCluster"), ...place, name: "c", arn: arn("rds", "cluster:c"), endpointAddresses: ["c.example"] };
		const member = { ...ordersDatabase, clusterId: "c" };
		const { atRest, certificates } = estate(prod, { ...account, databaseHosts: seen(["c.example"]) }, cluster, member);
		expect([atRest[0]?.clusters, certificates.find(({ type }) => type === "server")?.clusters]).toEqual(
			Array(2).fill([clusterKey("prod")]),
		);
	});
});

describe("a large estate", () => {
	test("of 1,000 instances and 5,000 connections holds little of each", () => {
		const instances = Array.from({ length: 1000 }, (_, index) => ({
			...ordersDatabase,
			name: `db-${index}`,
			arn: arn("rds", `db:db-${index}`),
			resourceId: `db-${index}`,
		}));
		const connections = Array.from({ length: 5000 }, (_, index) => connectionFrom(`service-${index}`));
		const found = estate(prod, ...instances, ...connections);
		expect(found.connections).toHaveLength(5000);
		expect(JSON.stringify(found).length / 6000).toBeLessThan(1000);
	});
});
