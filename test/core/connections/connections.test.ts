import { describe, expect, it } from "vitest";
import { connectionsOf, withConnections } from "../../../shared/core/connections/connections.ts";
import { seen, unread } from "../../../shared/core/observed.ts";
import { DatabaseConnection } from "../../../shared/core/resources/connection.ts";
import type { Resource } from "../../../shared/core/resources/index.ts";
import { ec2Instance } from "../../support/compliant/around.ts";
import { mysqlServer, postgresServer, role, session } from "../../support/compliant/database.ts";
import { compliant } from "../../support/compliant/index.ts";
import { databaseWorkload, kubernetesCluster, kubernetesService, namespace, serviceAccount } from "../../support/compliant/kubernetes.ts";
import { around, deployment, groupWith, inventoryOf, joining, pod, serverWith } from "../../support/connections.ts";
import { now } from "../../support/rule-table.ts";

const connect = (...resources: readonly Resource[]) => connectionsOf(inventoryOf(...resources), joining);
const one = (...resources: readonly Resource[]) => {
	const all = connect(...resources);
	expect(all).toHaveLength(1);
	return all[0] as DatabaseConnection;
};

/** An RDS instance in vpc-1 behind the compliant server. */
const instance = { ...compliant("rds.DbInstance"), arn: "arn:aws:rds:eu-west-1:123456789012:db:orders", name: "orders" };
const inVpc = (vpcId: string): Resource => ({
	...instance,
	network: "value" in instance.network ? seen({ ...instance.network.value, vpcId }) : instance.network,
});
const hosted = { hostedBy: instance.arn };

describe("a connection", () => {
	it("joins the sessions of all pods of a service, by the schema", () => {
		const server = serverWith([
			{ client: "10.0.3.7" },
			{ client: "10.0.3.8", tls: { version: "TLSv1.2", cipher: "ECDHE-RSA-AES256-GCM-SHA384" } },
		]);
		const found = one(server, deployment("orders-api", ["10.0.3.7", "10.0.3.8"]), serviceAccount, ...around);
		expect(DatabaseConnection.parse(found)).toEqual(found);
		expect(found).toMatchObject({
			name: "orders-api to orders as orders_app",
			service: "orders-api",
			server: server.arn,
			sessions: 2,
			client: {
				kind: "pod",
				cluster: "prod",
				namespace: "orders",
				workload: "Deployment/orders-api",
				serviceAccount: "orders-api",
				iamRole: "arn:aws:iam::123456789012:role/orders-api",
				addresses: ["10.0.3.7", "10.0.3.8"],
				searched: ["clusters"],
			},
			// The weaker of the two.
			tls: seen({ enabled: true, version: "TLSv1.2" }),
			authentication: seen({ method: "scram-sha-256", basis: "hba" }),
			rights: seen({ privileged: [], allowed: ["read", "write"] }),
			use: seen({ read: 120_000, write: 30_000, gaps: [] }),
			oldestSession: seen("2026-06-15T11:00:00.000Z"),
			firstSeen: new Date(now).toISOString(),
			purpose: "application",
			production: seen(true),
		});
		// The name of the client's cluster tells; of the database nothing does.
		expect(found).not.toHaveProperty("databaseProduction");
	});

	it("keeps its identity when pods are replaced, and the time when it was first seen", () => {
		const before = one(serverWith([{ client: "10.0.3.7" }]), deployment("orders-api", ["10.0.3.7"]));
		const resources = inventoryOf(
			serverWith([{ client: "10.0.3.99", startedAt: "2026-06-15T11:59:00.000Z" }]),
			deployment("orders-api", ["10.0.3.99"]),
		);
		const previous = [{ arn: before.arn, firstSeen: "2026-06-01T00:00:00.000Z" }];
		const [after] = connectionsOf(resources, { ...joining, previous });
		expect(after).toMatchObject({ arn: before.arn, firstSeen: "2026-06-01T00:00:00.000Z", lastSeen: new Date(now).toISOString() });
		expect(before.arn).toMatch(/^postgres:\/\/db\.example\.com:5432\/orders#[\da-f]{16}$/);
	});

	it("is another one for another user, database, service, way in or encryption", () => {
		const all = connect(
			serverWith([
				{},
				{ user: "other" },
				{ database: "billing" },
				{ client: "10.0.3.8" },
				{ tls: null },
				{ backend: "walsender", database: undefined },
			]),
			deployment("orders-api", ["10.0.3.7"]),
			deployment("other", ["10.0.3.8"]),
		);
		expect(new Set(all.map(({ arn }) => arn)).size).toBe(6);
	});

	it("counts a session once that several databases or names of its server show", () => {
		const first = serverWith([{ pid: 1 }, { pid: 2, database: "billing" }]);
		const second = serverWith([{ pid: 1 }, { pid: 2, database: "billing" }, { pid: 3, database: "billing" }], {
			arn: "postgres://db.example.com:5432/billing",
			connection: { ...postgresServer.connection, database: "billing" },
			grants: seen([{ role: "orders_app", read: false, write: false, define: true }]),
		});
		const alias = serverWith([{ pid: 1 }], { arn: "x", connection: { ...postgresServer.connection, host: "alias.example.com" } });
		const all = connect(first, second, alias);
		expect(all.map(({ database, sessions }) => [database, sessions])).toEqual([
			["billing", 2],
			["orders", 1],
		]);
		// Each database speaks for its own grants.
		expect(all.map(({ rights }) => rights)).toEqual([
			seen({ privileged: [], allowed: ["define"] }),
			seen({ privileged: [], allowed: ["read", "write"] }),
		]);
		expect(all[0]?.server).toBe("postgres://db.example.com:5432/billing");
	});

	it("does not claim rights in a database that was not read", () => {
		expect(one(serverWith([{ database: "billing" }])).rights).toEqual(seen({ privileged: [] }));
	});

	it("leaves names in the open but spells out what would turn or break a line in its own", () => {
		const found = one(serverWith([{ application: "x\u202e\n<b>".repeat(30), user: `q"'; --`, client: "10.9.9.9" }]));
		expect(found.name).not.toMatch(/[\u202e\n]/);
		expect(found.name).toContain(String.raw`x\u202e\u000a<b>`);
		expect(found.user).toBe(`q"'; --`);
	});

	it("keeps clusters of one name in two regions apart", () => {
		const twice = ["eu-west-1", "us-east-1"].map((region, index) => deployment("orders-api", [`10.0.3.${7 + index}`], { region }));
		const all = connect(serverWith([{ client: "10.0.3.7" }, { client: "10.0.3.8" }]), ...twice);
		expect(all).toHaveLength(2);
		expect(all.map(({ client }) => client.serviceAccountSharedWith)).toEqual([[], []]);
	});

	it("does not take the sessions of two MySQL servers for one because their numbers are the same", () => {
		const other = { ...mysqlServer, arn: "mysql://other", connection: { ...mysqlServer.connection, host: "other.example.com" } };
		expect(connect(mysqlServer, other)).toHaveLength(2);
		expect(connect(mysqlServer, { ...mysqlServer, arn: "mysql://my.example.com:3306/shop" })).toHaveLength(1);
	});

	it("grows with sessions, roles and pods, not with their product", () => {
		const count = 5_000;
		const address = (index: number) => `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;
		const indexes = Array.from({ length: count }, (_, index) => index);
		const deployments = indexes.map((index) => deployment(`service-${index % 500}-${index}`, [address(index)]));
		const names = Array.from({ length: 10_000 }, (_, index) => `user_${index}`);
		const server = serverWith(
			indexes.map((index) => ({ client: address(index), user: `user_${index}` })),
			{
				roles: seen(names.map((name) => role(name))),
				grants: seen(names.map((name) => ({ role: name, read: true, write: false, define: false }))),
				statementUse: seen({
					since: "2026-06-01T00:00:00.000Z",
					evictions: 0,
					utility: true,
					roles: names.map((name) => ({ role: name, read: 1, write: 0, define: 0, other: 0 })),
				}),
			},
		);
		const all = connect(server, ...deployments);
		expect(all).toHaveLength(count);
		expect(all.every(({ client }) => client.kind === "pod")).toBe(true);
		expect(
			all.every(({ rights, use }) => "value" in rights && rights.value.allowed?.[0] === "read" && "value" in use && use.value.read === 1),
		).toBe(true);
	});
});

describe("the other end of a session", () => {
	const client = (...resources: readonly Resource[]) => one(...resources).client;
	const from = (address: string | undefined, differences = {}) => serverWith([{ client: address }], differences);

	it("is no pod that has ended, and none on the host's network", () => {
		const ended = deployment("job", [], { pods: seen([pod(["10.0.3.7"], { phase: "Succeeded" })]) });
		expect(client(from("10.0.3.7"), ended)).toMatchObject({ kind: "unknown" });
		const onHost = deployment("agent", [], { pods: seen([pod(["10.0.1.10"], { hostNetwork: true })]) });
		expect(client(from("10.0.1.10"), onHost)).toMatchObject({ kind: "unknown" });
		expect(client(from("10.0.1.10"), onHost, kubernetesCluster)).toMatchObject({
			kind: "node",
			cluster: "prod",
			reason: expect.stringContaining("orders/agent"),
		});
	});

	it("is the running pod beside one that has ended with its address", () => {
		const ended = deployment("job", [], { pods: seen([pod(["10.0.3.7"], { phase: "Failed" })]) });
		expect(client(from("10.0.3.7"), ended, deployment("orders-api", ["10.0.3.7"]))).toMatchObject({ workload: "Deployment/orders-api" });
	});

	it("is not known when two clusters have the address", () => {
		expect(client(from("10.0.3.7"), deployment("a", ["10.0.3.7"]), deployment("b", ["10.0.3.7"], { cluster: "other" }))).toMatchObject({
			kind: "unknown",
			reason: "Several have the address: pod a in prod, pod b in other.",
		});
	});

	it("is the pod in the database's own VPC when another VPC repeats the address", () => {
		const eks = (vpcId: string, name: string) => ({ ...compliant("eks.Cluster"), arn: `arn:eks:${name}`, vpcId });
		const cluster = (name: string) => ({ ...kubernetesCluster, name, cluster: name, eksCluster: `arn:eks:${name}`, nodes: seen([]) });
		const both = [deployment("a", ["10.0.3.7"]), deployment("b", ["10.0.3.7"], { cluster: "other" })];
		const clusters = [eks("vpc-1", "prod"), eks("vpc-2", "other"), cluster("prod"), cluster("other")];
		expect(client(from("10.0.3.7", hosted), inVpc("vpc-2"), ...both, ...clusters)).toMatchObject({ workload: "Deployment/b" });
		// Over a peering, addresses do not repeat.
		const [a] = both;
		expect(client(from("10.0.3.7", hosted), inVpc("vpc-2"), a as Resource, ...clusters)).toMatchObject({
			workload: "Deployment/a",
			reason: expect.stringContaining("vpc-1"),
		});
	});

	it("is the pod in the cluster of the database when another cluster repeats the address", () => {
		const inCluster = from("10.0.3.7", { connection: { ...postgresServer.connection, host: "orders-db.orders.svc.cluster.local" } });
		const both = [deployment("a", ["10.0.3.7"]), deployment("b", ["10.0.3.7"], { cluster: "other" })];
		expect(client(inCluster, ...both, databaseWorkload, kubernetesService)).toMatchObject({ workload: "Deployment/a" });
	});

	it("is the pod before the interface that carries its address, and the node before its instance", () => {
		const eni = groupWith({ id: "eni-1", instanceId: "i-1", privateIps: ["10.0.1.10", "10.0.3.7"] });
		expect(client(from("10.0.3.7"), eni, deployment("orders-api", ["10.0.3.7"]))).toMatchObject({ kind: "pod" });
		expect(client(from("10.0.1.10"), eni, kubernetesCluster)).toMatchObject({ kind: "node" });
	});

	it.each([
		[
			"a function",
			{ description: "AWS Lambda VPC ENI-orders-fn-1f2e3d4c-0000-1111-2222-abcdefabcdef", type: "lambda" },
			"lambda",
			"orders-fn",
		],
		["a proxy", { description: "Network interface for DBProxy orders-proxy" }, "proxy", "orders-proxy"],
		["an instance", { instanceId: "i-0a1b2c" }, "ec2", "i-0a1b2c"],
		["something else", { description: "ELB net/x" }, "eni", "ELB net/x"],
	])("is %s by its interface", (_, differences, kind, service) => {
		const found = one(from("10.0.5.5"), groupWith({ id: "eni-1", privateIps: ["10.0.5.5"], ...differences }));
		expect(found).toMatchObject({ service, client: { kind, searched: ["aws"] } });
	});

	it("is an instance by the name of its group, and says when the address may be a pod's", () => {
		const tagged = { ...ec2Instance, instanceId: "i-1", tags: seen({ "aws:autoscaling:groupName": "workers", Name: "w" }) };
		const eni = groupWith({ id: "eni-1", instanceId: "i-1", privateIps: ["10.0.1.10", "10.0.1.11"], prefixes: ["10.0.2.16/28"] });
		expect(one(from("10.0.1.10"), eni, tagged)).toMatchObject({ service: "workers", client: { kind: "ec2" } });
		for (const address of ["10.0.1.11", "10.0.2.31"])
			expect(client(from(address), eni)).toMatchObject({ kind: "ec2", reason: expect.stringContaining("further address") });
		expect(client(from("10.0.2.32"), eni)).toMatchObject({ kind: "unknown" });
	});

	it("is no interface of another VPC, which it names", () => {
		const eni = groupWith({ id: "eni-1", privateIps: ["10.0.5.5"], vpcId: "vpc-2", description: "AWS Lambda VPC ENI-x" });
		expect(client(from("10.0.5.5", hosted), inVpc("vpc-1"), eni)).toMatchObject({
			kind: "unknown",
			reason: expect.stringContaining("lambda x in vpc-2"),
		});
		expect(client(from("10.0.5.5", hosted), inVpc("vpc-2"), eni)).toMatchObject({ kind: "lambda" });
	});

	it.each([
		[undefined, "local"],
		["127.0.0.1", "local"],
		["::1", "local"],
		["10.9.9.9", "unknown"],
	])("from %s is %s", (address, kind) => {
		expect(client(from(address))).toMatchObject({ kind, searched: [] });
	});

	it("says where it was looked for", () => {
		const reason = (...resources: readonly Resource[]) => client(from("10.9.9.9"), ...resources).reason;
		const aws = groupWith({ id: "eni-1", privateIps: ["10.0.5.5"] });
		expect(reason()).toContain("Neither clusters nor");
		expect(reason(kubernetesCluster)).toContain("No pod or node has the address; network interfaces of AWS");
		expect(reason(aws)).toContain("No network interface has the address; clusters");
		expect(reason(aws, kubernetesCluster)).toContain("No pod, node or network interface");
	});

	it("counts a place as searched only when nothing of it is missing", () => {
		const denied = unread({ service: "kubernetes", operation: "list pods", cause: "denied", message: "x" });
		const aws = groupWith({ id: "eni-1" });
		const searched = (...resources: readonly Resource[]) => client(from("10.9.9.9"), ...resources).searched;
		expect(searched(kubernetesCluster, deployment("a", []), aws)).toEqual(["clusters", "aws"]);
		expect(searched(kubernetesCluster, deployment("a", [], { pods: denied }))).toEqual([]);
		expect(searched({ ...kubernetesCluster, nodes: denied })).toEqual([]);
		expect(searched({ ...kubernetesCluster, onlyNamespaces: ["orders"] })).toEqual([]);
		expect(searched({ ...aws, interfaces: denied })).toEqual([]);
		const error = {
			service: "ec2",
			operation: "x",
			cause: "denied" as const,
			message: "x",
			scope: { partition: "aws", account: "1", region: "r" },
		};
		const [found] = connectionsOf(
			{ scopes: [], resources: [from("10.9.9.9"), kubernetesCluster, aws], errors: [{ ...error, kinds: ["ec2.SecurityGroup"] }] },
			joining,
		);
		expect(found?.client.searched).toEqual(["clusters"]);
	});

	it("has the mode of TLS that its own configuration asks for towards this server", () => {
		const mode = (clients: Parameters<typeof seen>[0], host = "orders-db.orders.svc") =>
			one(
				serverWith([{}], { connection: { ...postgresServer.connection, host } }),
				deployment("orders-api", ["10.0.3.7"], { databaseClients: seen(clients) as never }),
			).tls;
		const config = { container: "main", variables: [], engine: "postgres", partlySecret: false };
		expect(mode([{ ...config, tlsMode: "require" }])).toMatchObject({ value: { clientMode: "require" } });
		expect(mode([{ ...config, host: "ORDERS-DB", tlsMode: "verify-full" }])).toMatchObject({ value: { clientMode: "verify-full" } });
		expect(mode([{ ...config, host: "other", tlsMode: "disable" }])).not.toHaveProperty("value.clientMode");
		expect(mode([{ ...config, engine: "mysql", tlsMode: "disable" }])).not.toHaveProperty("value.clientMode");
		expect(mode([{ ...config, host: "orders-db" }])).toMatchObject({ value: { clientMode: "unset" } });
		// A program that knows the host may know the mode as well.
		expect(mode([config])).not.toHaveProperty("value.clientMode");
		const elsewhere = { ...config, container: "sidecar" };
		expect(mode([{ ...config, host: "orders-db", tlsMode: "verify-full" }, elsewhere])).not.toHaveProperty("value.clientMode");
		expect(mode([{ ...config, host: "orders-db", partlySecret: true }])).not.toHaveProperty("value.clientMode");
		expect(
			mode([
				{ ...config, tlsMode: "require" },
				{ ...config, tlsMode: "disable" },
			]),
		).not.toHaveProperty("value.clientMode");
	});
});

describe("a transaction in which a session idles", () => {
	it("is as old as the session idles in it, not as the work before", () => {
		const idle = { state: "idle in transaction", transactionSince: "2026-06-15T09:00:00.000Z", stateSince: "2026-06-15T11:59:00.000Z" };
		const aborted = { ...idle, state: "idle in transaction (aborted)", stateSince: "2026-06-15T11:58:00.000Z" };
		expect(one(serverWith([idle])).idleInTransactionSince).toBe("2026-06-15T11:59:00.000Z");
		expect(one(serverWith([idle, aborted, {}])).idleInTransactionSince).toBe("2026-06-15T11:58:00.000Z");
		expect(one(serverWith([{ ...idle, state: "active" }])).idleInTransactionSince).toBeUndefined();
	});
});

describe("who shares what", () => {
	it("names the other known services of a database user", () => {
		const all = connect(
			serverWith([
				{ client: "10.0.3.7" },
				{ client: "10.0.3.8" },
				{ client: "10.0.3.9" },
				{ client: "10.9.9.9" },
				{ client: "10.0.3.7", user: "x" },
			]),
			deployment("a", ["10.0.3.7"]),
			deployment("b", ["10.0.3.8"]),
			deployment("a", ["10.0.3.9"], { cluster: "other" }),
		);
		expect(
			Object.fromEntries(all.map(({ service, user, client, sharedWith }) => [`${client.cluster} ${service} ${user}`, sharedWith])),
		).toEqual({
			"prod a orders_app": ["orders/b", "other/orders/a"],
			"prod b orders_app": ["orders/a", "other/orders/a"],
			"other a orders_app": ["prod/orders/a", "prod/orders/b"],
			"prod a x": [],
			// A stranger may be one of them.
			"undefined orders-api orders_app": [],
		});
	});

	it("names the other workloads of a service account", () => {
		const found = one(
			serverWith([{}]),
			deployment("a", ["10.0.3.7"], { serviceAccount: "shared" }),
			deployment("b", [], { serviceAccount: "shared" }),
			deployment("c", [], { serviceAccount: "shared", namespace: "other" }),
		);
		expect(found.client.serviceAccountSharedWith).toEqual(["b"]);
	});
});

describe("a session from the sidecar of a service mesh", () => {
	it("is nobody's, and what the network carried is not known", () => {
		const found = one(serverWith([{ client: "127.0.0.6", tls: null }]));
		expect(found.client).toMatchObject({ kind: "unknown", reason: expect.stringContaining("service mesh"), addresses: ["127.0.0.6"] });
		expect(found.tls).toMatchObject({ unread: { message: expect.stringContaining("only the mesh knows") } });
	});

	it("is encrypted where the server itself says so", () => {
		const tls = { version: "TLSv1.3", cipher: "TLS_AES_256_GCM_SHA384" };
		expect(one(serverWith([{ client: "127.0.0.6", tls }])).tls).toMatchObject({ value: { enabled: true } });
	});
});

describe("how a session was let in", () => {
	const rds = { platform: seen("rds" as const) };
	const authentication = (differences: Parameters<typeof serverWith>[1], session = {}) =>
		one(serverWith([session], differences)).authentication;

	it("is by the line of pg_hba.conf, where md5 means SCRAM for passwords that are stored so", () => {
		const md5 = { hba: seen([{ line: 1, type: "host", databases: ["all"], users: ["all"], address: "all", method: "md5", options: [] }]) };
		expect(authentication(md5)).toEqual(seen({ method: "scram-sha-256", basis: "hba" }));
		expect(authentication({ ...md5, passwordTypes: seen({ orders_app: "md5" as const }) })).toEqual(seen({ method: "md5", basis: "hba" }));
		expect(authentication({ ...md5, passwordTypes: seen({}) })).toEqual(seen({ method: "password", basis: "hba" }));
	});

	it("is by certificate where a line trusts whoever shows one of the user's name, and not known where any name will do", () => {
		const trusting = (...options: string[]) => ({
			hba: seen([{ line: 7, type: "hostssl", databases: ["all"], users: ["all"], address: "all", method: "trust", options }]),
		});
		const tls = { tls: { version: "TLSv1.3", cipher: "TLS_AES_256_GCM_SHA384" } };
		expect(authentication(trusting(), tls)).toEqual(seen({ method: "trust", basis: "hba" }));
		expect(authentication(trusting("clientcert=verify-full"), tls)).toEqual(seen({ method: "cert", basis: "hba" }));
		expect(authentication(trusting("clientcert=verify-ca"), tls)).toMatchObject({ unread: { message: expect.stringContaining("Line 7") } });
		expect(authentication(trusting("map=x"), tls)).toEqual(seen({ method: "trust", basis: "hba" }));
	});

	it("is Kerberos on RDS for whoever is in rds_ad", () => {
		const memberships = seen([{ role: "rds_ad", member: "orders_app", admin: false }]);
		expect(authentication({ ...rds, memberships })).toEqual(seen({ method: "gss", basis: "role" }));
		expect(authentication({ memberships, hba: seen([]) })).toMatchObject({ unread: { message: expect.stringContaining("No line") } });
	});

	it("is not known when the file does not tell", () => {
		const denied = unread({ service: "postgres", operation: "pg_hba_file_rules", cause: "denied", message: "x" });
		expect(authentication({ hba: denied })).toEqual(denied);
		expect(authentication({ hba: seen([]) })).toMatchObject({ unread: { message: expect.stringContaining("No line") } });
		const reject = { line: 4, type: "host", databases: ["all"], users: ["all"], address: "all", method: "reject", options: [] };
		expect(authentication({ hba: seen([reject]) })).toMatchObject({ unread: { message: expect.stringContaining("Line 4") } });
		expect(authentication({ memberships: denied })).toEqual(denied);
	});

	it("is by the role on RDS, which hides the file", () => {
		const iam = {
			...rds,
			memberships: seen([
				{ role: "rds_iam", member: "team", admin: false },
				{ role: "team", member: "orders_app", admin: false },
			]),
		};
		expect(authentication(iam)).toEqual(seen({ method: "iam", basis: "role" }));
		expect(authentication(rds)).toEqual(seen({ method: "scram-sha-256", basis: "role" }));
		const hidden = {
			...rds,
			passwordTypes: unread({ service: "postgres", operation: "pg_authid", cause: "denied" as const, message: "x" }),
		};
		expect(authentication(hidden)).toEqual(seen({ method: "password", basis: "role" }));
		const accepted = (value: string) => ({
			...hidden,
			settings: seen({ "rds.accepted_password_auth_method": { value, source: "default", context: "sighup", pendingRestart: false } }),
		});
		expect(authentication(accepted("scram"))).toEqual(seen({ method: "scram-sha-256", basis: "role" }));
		expect(authentication(accepted("md5+scram"))).toEqual(seen({ method: "password", basis: "role" }));
	});

	it("tells Amazon's own sessions, Parapet's and replication from applications", () => {
		const purpose = (session: object, differences = {}) => one(serverWith([session], differences)).purpose;
		expect(purpose({ user: "rdsadmin" }, rds)).toBe("platform");
		// Anybody may take the name elsewhere.
		expect(purpose({ user: "rdsadmin" })).toBe("application");
		expect(purpose({ user: "parapet_scanner", application: "parapet" })).toBe("scanner");
		expect(purpose({ user: "orders_app", application: "parapet" })).toBe("application");
		expect(purpose({ user: "parapet_scanner", application: "psql" })).toBe("application");
		expect(purpose({ backend: "walsender" })).toBe("replication");
	});
});

describe("the rights of a role", () => {
	const rights = (differences: Parameters<typeof serverWith>[1]) => one(serverWith([{}], differences)).rights;
	const member = (name: string, of = "orders_app", dormant?: boolean) => ({
		role: name,
		member: of,
		admin: false,
		...(dormant ? { dormant } : {}),
	});

	it("are those of a superuser whatever was granted", () => {
		expect(rights({ roles: seen([role("orders_app", { superuser: true })]), grants: seen([]) })).toEqual(
			seen({ privileged: ["SUPERUSER"], allowed: ["read", "write", "define"] }),
		);
	});

	it("come by memberships too, but not by dormant ones", () => {
		const roles = seen([
			role("orders_app", { createDatabase: true }),
			role("ops", { createRole: true, login: false }),
			role("asleep", { superuser: true }),
		]);
		const memberships = seen([
			member("ops"),
			member("pg_execute_server_program", "ops"),
			member("asleep", "orders_app", true),
			member("pg_write_all_data", "ops"),
		]);
		const grants = seen([
			{ role: "ops", read: false, write: false, define: true },
			{ role: "asleep", read: true, write: true, define: true },
		]);
		expect(rights({ roles, memberships, grants })).toEqual(
			seen({ privileged: ["CREATEDB", "CREATEROLE through ops", "pg_execute_server_program"], allowed: ["write", "define"] }),
		);
	});

	it("come from PUBLIC, and from pg_read_all_data", () => {
		expect(
			rights({ grants: seen([{ read: false, write: true, define: false }]), memberships: seen([member("pg_read_all_data")]) }),
		).toEqual(seen({ privileged: [], allowed: ["read", "write"] }));
	});

	it("are not known of a role that is gone, or when roles were not read", () => {
		const denied = unread({ service: "postgres", operation: "pg_roles", cause: "denied", message: "x" });
		expect(rights({ roles: seen([]) })).toMatchObject({ unread: { cause: "notFound" } });
		expect(rights({ roles: denied })).toEqual(denied);
		expect(rights({ memberships: denied })).toEqual(denied);
	});

	it("say what was not counted of their use", () => {
		const use = (differences: object) =>
			one(
				serverWith([{}], {
					statementUse: seen({ since: "2026-06-01T00:00:00.000Z", evictions: 0, utility: true, roles: [], ...differences }),
				}),
			).use;
		expect(use({})).toEqual(seen({ since: "2026-06-01T00:00:00.000Z", read: 0, write: 0, define: 0, other: 0, gaps: [] }));
		expect(use({ evictions: 1 })).toMatchObject({ value: { gaps: [expect.stringContaining("pg_stat_statements.max")] } });
		expect(use({ utility: false })).toMatchObject({ value: { gaps: [expect.stringContaining("track_utility")] } });
	});
});

describe("the connections of a MySQL server", () => {
	const shop = {
		id: 1,
		user: "shop",
		host: "10.0.3.7",
		database: "shop",
		transport: "tls" as const,
		tls: { version: "TLSv1.3", cipher: "x" },
		seconds: 90_000,
	};
	const mysql = (session: object, differences: Partial<typeof mysqlServer> = {}) =>
		one({ ...mysqlServer, sessions: seen([{ ...shop, ...session }]), ...differences }, deployment("shop", ["10.0.3.7"]));

	it("know method and rights by the account, and the age only at least", () => {
		const found = mysql({});
		expect(DatabaseConnection.parse(found)).toEqual(found);
		expect(found).toMatchObject({
			engine: "mysql",
			service: "shop",
			authentication: seen({ method: "caching_sha2_password", basis: "plugin" }),
			rights: seen({ privileged: [], allowed: ["read", "write"] }),
			use: seen({ read: 9_000, write: 800 }),
			oldestSession: { unread: { cause: "unsupported" } },
			openSince: new Date(now - 90_000_000).toISOString(),
		});
	});

	it("know a pod by the name that a VPC gives its address", () => {
		expect(mysql({ host: "ip-10-0-3-7.eu-west-1.compute.internal" }).client).toMatchObject({ kind: "pod", addresses: ["10.0.3.7"] });
		expect(mysql({ host: "web.example.com" }).client).toMatchObject({
			kind: "unknown",
			reason: expect.stringContaining("skip_name_resolve"),
		});
		expect(mysql({ host: "::ffff:10.0.3.7" }).client).toMatchObject({ kind: "pod" });
		expect(mysql({ host: "localhost", transport: "local", tls: undefined }).client).toMatchObject({ kind: "local" });
	});

	const account = (plugin: string, more = {}) => ({
		user: "shop",
		host: "%",
		plugin,
		hasPassword: true,
		tls: "any" as const,
		locked: false,
		role: false,
		...more,
	});
	it.each([
		["AWSAuthenticationPlugin", { hasPassword: false }, "iam"],
		["mysql_native_password", {}, "mysql_native_password"],
		["mysql_native_password", { hasPassword: false }, "trust"],
		["authentication_ldap_sasl", { hasPassword: false }, "authentication_ldap_sasl"],
		["ed25519", { alternatives: true }, "ed25519"],
	])("take the plugin %s %j for %s", (plugin, more, method) => {
		expect(mysql({}, { accounts: seen([account(plugin, more)]) }).authentication).toEqual(seen({ method, basis: "plugin" }));
	});

	it.each(["x509", "specified"] as const)("do not take an account without a password for open when it asks for %s", (tls) => {
		const found = (plugin: string, hasPassword: boolean) =>
			mysql({}, { accounts: seen([account(plugin, { hasPassword, tls })]) }).authentication;
		expect(found("caching_sha2_password", false)).toMatchObject({ unread: { message: expect.stringContaining("client certificate") } });
		expect(found("caching_sha2_password", true)).toEqual(seen({ method: "caching_sha2_password", basis: "plugin" }));
		expect(found("AWSAuthenticationPlugin", false)).toEqual(seen({ method: "iam", basis: "plugin" }));
	});

	it("do not guess between accounts that differ, or over a socket between plugins", () => {
		const named = mysql(
			{ host: "web.example.com" },
			{ accounts: seen([account("ed25519"), account("mysql_native_password", { host: "10.0.%" })]) },
		);
		expect(named.authentication).toMatchObject({ unread: { message: expect.stringContaining("Several accounts") } });
		const socket = mysql(
			{ transport: "local", host: "localhost", tls: undefined },
			{ accounts: seen([account("ed25519", { alternatives: true })]) },
		);
		expect(socket.authentication).toHaveProperty("unread");
		expect(mysql({ user: "gone" }).authentication).toMatchObject({ unread: { message: expect.stringContaining("No account") } });
	});

	it("follow roles where their privileges are shown, and say where they are not", () => {
		const roleGrants = seen([{ user: "shop", host: "10.0.3.%", role: "dba", roleHost: "%" }]);
		const grants = seen([{ user: "dba", host: "%", privileges: ["SUPER", "CREATE"], grantable: true }]);
		expect(mysql({}, { roleGrants, grants }).rights).toEqual(seen({ privileged: ["SUPER", "GRANT OPTION"], allowed: ["define"] }));
		const version = seen({ text: "11.4", flavour: "mariadb" as const, release: [11, 4] });
		const found = mysql({}, { roleGrants, grants, version });
		expect(found.engine).toBe("mariadb");
		expect(found.rights).toMatchObject({ unread: { cause: "unsupported" } });
		const denied = unread({ service: "mysql", operation: "x", cause: "denied", message: "x" });
		for (const fact of ["grants", "tableGrants", "roleGrants"]) expect(mysql({}, { [fact]: denied }).rights).toEqual(denied);
	});

	it("count who may write the grant tables as privileged", () => {
		const grants = seen([{ user: "shop", host: "10.0.3.%", database: "mysql", privileges: ["UPDATE"], grantable: false }]);
		expect(mysql({}, { grants }).rights).toEqual(seen({ privileged: ["write to mysql.*"], allowed: ["write"] }));
	});

	it("do not take prepared statements for no statements", () => {
		const statementUse = seen({
			since: "2026-06-01T00:00:00.000Z",
			gaps: [],
			users: [{ user: "shop", read: 1, write: 0, define: 0, other: 2, prepared: 3 }],
		});
		expect(mysql({}, { statementUse }).use).toMatchObject({ value: { other: 5, gaps: [expect.stringContaining("prepared")] } });
	});

	it("are replication when they take the binary log", () => {
		expect(mysql({ replication: true }).purpose).toBe("replication");
		expect(mysql({ user: "event_scheduler" }).purpose).toBe("platform");
	});
});

describe("an inventory with connections", () => {
	const host = (name: string) => ({ ...postgresServer, connection: { ...postgresServer.connection, host: name } });
	const joined = (...resources: readonly Resource[]) => withConnections(inventoryOf(...resources), joining);

	it.each(["orders-db.orders.svc.cluster.local", "orders-db.orders", "orders-db-0.orders-db.orders.svc", "10.0.3.9"])(
		"leads a server called %s to its workload",
		(name) => {
			const { resources } = joined(host(name), databaseWorkload, kubernetesService);
			expect(resources[0]).toMatchObject({ hostedBy: databaseWorkload.arn });
			expect(resources.at(-1)).toMatchObject({ kind: "database.Connection", hostedBy: databaseWorkload.arn });
		},
	);

	it("does not choose between two clusters with the same name of a service", () => {
		const other = { ...kubernetesService, cluster: "other", region: "us-east-1", workloads: seen(["kubernetes://other/x"]) };
		expect(joined(host("orders-db.orders.svc"), databaseWorkload, kubernetesService, other).resources[0]).toMatchObject({
			hostedBy: undefined,
		});
	});

	it("takes the environment from where the database runs", () => {
		const prod = { ...namespace, tags: seen({ env: "prod" }) };
		const { resources } = joined(
			host("orders-db.orders.svc"),
			{ ...databaseWorkload, cluster: "c", tags: seen({}) },
			{ ...kubernetesService, cluster: "c" },
			{
				...prod,
				cluster: "c",
			},
		);
		expect(resources.at(-1)).toMatchObject({ production: seen(true) });
		const untold = joined(host("orders.example.com")).resources.at(-1);
		expect(untold).toMatchObject({ production: { unread: { message: expect.stringContaining("Neither a tag") } } });
	});

	it("has only the connections of the servers that are asked for, joined with all that is known", () => {
		const denied = unread({ service: "postgres", operation: "pg_stat_activity", cause: "denied", message: "x" });
		const other = { ...host("other.example.com"), arn: "postgres://other", sessions: seen([session({ pid: 99 })]) };
		const closed = { ...host("closed.example.com"), arn: "postgres://closed", sessions: denied };
		const all = inventoryOf(postgresServer, other, closed);
		const { resources, errors } = withConnections(all, { ...joining, servers: new Set(["postgres://other"]) });
		expect(resources.filter(({ kind }) => kind === "database.Connection").map((found) => "server" in found && found.server)).toEqual([
			"postgres://other",
		]);
		expect(errors).toEqual([]);
	});

	it("is incomplete where sessions could not be read, once", () => {
		const reason = { service: "postgres", operation: "pg_stat_activity", cause: "denied" as const, message: "no pg_monitor" };
		expect(joined({ ...postgresServer, sessions: unread(reason) }).errors).toEqual([
			{
				...reason,
				message: `${postgresServer.name}: no pg_monitor`,
				scope: { partition: "-", account: "-", region: "-" },
				kinds: ["database.Connection"],
			},
		]);
		expect(joined({ ...postgresServer, sessions: unread({ ...reason, operation: "connect" }) }).errors).toEqual([]);
		expect(joined(postgresServer).errors).toEqual([]);
		const away = { ...reason, operation: "connect", scope: { partition: "-", account: "-", region: "-" }, kinds: [] };
		const closed = { ...postgresServer, sessions: unread({ ...reason, operation: "connect" }) };
		expect(withConnections({ ...inventoryOf(closed), errors: [away] }, joining).errors).toEqual([
			{ ...away, kinds: ["database.Connection"] },
		]);
	});
});
