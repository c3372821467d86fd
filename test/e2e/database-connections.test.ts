import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createConnection } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seen } from "../../shared/core/observed.ts";
import type { Resource } from "../../shared/core/resources/index.ts";
import { serializeInventory } from "../../shared/runtime/inventory-file.ts";
import { kubernetesCluster, namespace, serviceAccount } from "../support/compliant/kubernetes.ts";
import { deployment } from "../support/connections.ts";
import { AddressedSocket, socketFrom } from "../support/sql/client-address.ts";
import { type ScanOutcome, scanDatabase } from "../support/sql/command.ts";
import { postgresMajors, postgresSuite } from "../support/sql/majors.ts";
import { type MariadbServer, mariadbd, startMariadb } from "../support/sql/mariadb.ts";
import { type PostgresServerProcess, startPostgres } from "../support/sql/postgres.ts";

const hostile = `x"; DROP --\n<b>\u202eпара`;
const quotedName = `"${hostile.replaceAll('"', '""')}"`;

/** Pods of a cluster at addresses of the loopback network, from which the sessions of these suites come. */
const estate: Resource[] = [
	{ ...kubernetesCluster, name: "test", cluster: "test" },
	{ ...namespace, cluster: "test", tags: seen({ environment: "production" }) },
	{ ...serviceAccount, cluster: "test" },
	deployment("orders-api", ["127.0.0.2"], { cluster: "test", databaseClients: seen([]) }),
	deployment("legacy", ["127.0.0.3"], { cluster: "test", serviceAccount: "default" }),
	deployment("shared-a", ["127.0.0.4"], { cluster: "test", serviceAccount: "shared" }),
	deployment("shared-b", ["127.0.0.6"], { cluster: "test", serviceAccount: "shared" }),
];

/** Writes the estate as a scan of the cluster alone would have left it. */
async function savedEstate(): Promise<{ path: string; remove: () => Promise<void> }> {
	const directory = await mkdtemp(join(tmpdir(), "parapet-estate-"));
	const path = join(directory, "estate.json");
	await writeFile(
		path,
		[...serializeInventory({ savedAt: new Date().toISOString(), inventory: { scopes: [], resources: estate, errors: [] } })].join(""),
	);
	return { path, remove: () => rm(directory, { recursive: true, force: true }) };
}

/** The verdict of a rule on the connection whose name begins so. */
const verdictOn = (outcome: ScanOutcome, name: string, rule: string) =>
	outcome.snapshot?.findings.find(({ ruleId, resource }) => ruleId === rule && resource.name.startsWith(name));

describe.each(postgresMajors.map((major) => ({ major, ...postgresSuite(major) })))(
	"connections of a PostgreSQL $title",
	({ major, skip }) => {
		describe.skipIf(skip)("scanned beside a cluster", () => {
			let server: PostgresServerProcess;
			let outcome: ScanOutcome;
			let alone: ScanOutcome;
			let database: string[];
			let password: { PGPASSWORD: string };
			let saved: Awaited<ReturnType<typeof savedEstate>>;

			beforeAll(async () => {
				const hba = [
					"local all all scram-sha-256",
					"hostssl orders api 127.0.0.2/32 scram-sha-256",
					"host orders +old_crowd 127.0.0.3/32 md5",
					"host orders pair 127.0.0.4/30 trust",
					"host orders stranger samenet md5",
					"host all all 127.0.0.0/8 scram-sha-256",
				].join("\n");
				server = await startPostgres(major, {
					hba,
					settings: { shared_preload_libraries: "pg_stat_statements", log_connections: "on" },
				});
				await server.execute("CREATE DATABASE orders");
				await server.execute(
					`CREATE EXTENSION pg_stat_statements;
				CREATE ROLE api LOGIN PASSWORD 'api-passw0rd';
				CREATE ROLE old_crowd;
				SET password_encryption = 'md5';
				CREATE ROLE legacy LOGIN CREATEROLE PASSWORD 'legacy-passw0rd' IN ROLE old_crowd;
				RESET password_encryption;
				CREATE ROLE pair LOGIN PASSWORD 'pair-passw0rd';
				CREATE ROLE stranger LOGIN PASSWORD 'stranger-passw0rd';
				CREATE ROLE ${quotedName} LOGIN PASSWORD 'hostile-passw0rd';
				REVOKE CREATE ON SCHEMA public FROM PUBLIC;
				CREATE TABLE entries (id int);
				GRANT SELECT, INSERT ON entries TO api;
				CREATE SCHEMA own AUTHORIZATION pair;`,
					"orders",
				);
				const from = (address: string, user: string, password: string, more: object = {}) =>
					server.session({ host: "127.0.0.1", database: "orders", user, password, stream: () => new AddressedSocket(address), ...more });
				const ssl = { rejectUnauthorized: false };
				const api = await from("127.0.0.2", "api", "api-passw0rd", { ssl, application_name: "orders-api" });
				await from("127.0.0.2", "api", "api-passw0rd", { ssl, application_name: "orders-worker" });
				await api.query("/* from a tracer */ SELECT * FROM entries");
				await api.query("INSERT INTO entries VALUES (1)");
				await from("127.0.0.3", "legacy", "legacy-passw0rd", { application_name: hostile.slice(0, 30) });
				await from("127.0.0.4", "pair", "", {});
				await from("127.0.0.6", "pair", "", {});
				await from("127.0.0.9", "stranger", "stranger-passw0rd", {});
				await from("127.0.0.9", hostile, "hostile-passw0rd", { application_name: "psql" });
				saved = await savedEstate();
				database = ["--database", `postgres://postgres@localhost:${server.port}/orders`, "--database-ca", server.authority];
				password = { PGPASSWORD: server.superuser.password };
				outcome = await scanDatabase([...database, "--inventory", saved.path], password);
				alone = await scanDatabase([...database, "--service", "connection"], password);
			});
			afterAll(async () => {
				await saved?.remove();
				await server?.stop();
			});

			it.each([
				["orders-api to orders as api", "connection-tls-required", "pass", "TLSv1.3"],
				["orders-api to orders as api", "connection-authentication-strong", "fail", "scram-sha-256"],
				["orders-api to orders as api", "connection-no-privileged-role", "pass", "ordinary"],
				["orders-api to orders as api", "connection-define-right-used", "pass", "may not"],
				["orders-api to orders as api", "connection-own-service-account", "pass", "orders-api"],
				["orders-api to orders as api", "connection-max-age", "pass", "began at"],
				["legacy to orders as legacy", "connection-tls-required", "fail", "plaintext"],
				["legacy to orders as legacy", "connection-authentication-strong", "fail", '"md5"'],
				["legacy to orders as legacy", "connection-no-privileged-role", "fail", "CREATEROLE"],
				["legacy to orders as legacy", "connection-own-service-account", "fail", "default"],
				["shared-a to orders as pair", "connection-authentication-strong", "fail", "without any proof"],
				["shared-a to orders as pair", "connection-own-database-user", "fail", "orders/shared-b"],
				["shared-b to orders as pair", "connection-own-service-account", "fail", "shared-a"],
			])("%s: %s is %s", (name, rule, verdict, says) => {
				expect(verdictOn(outcome, name, rule)).toMatchObject({ verdict, detail: expect.stringContaining(says) });
			});

			it("counts what the role did where the server says since when, and does not call a right unused too early", () => {
				const written = verdictOn(outcome, "orders-api", "connection-write-right-used");
				expect(written).toMatchObject({ verdict: "pass", evidence: { read: 1, write: 1 } });
				expect(verdictOn(outcome, "shared-a", "connection-define-right-used")).toMatchObject({
					verdict: "indeterminate",
					detail: expect.stringContaining("too short"),
				});
			});

			it("names the method that the server itself says it took", () => {
				const logged = new Map(
					[...server.output().matchAll(/identity="(\w+)" method=([\w-]+) /g)].map(([, user, method]) => [user, method]),
				);
				const concluded = new Map(outcome.snapshot?.estate?.connections.map(({ user, authMethod }) => [user, authMethod]));
				for (const user of ["api", "legacy"]) expect(concluded.get(user), user).toBe(logged.get(user));
				expect(logged.get("legacy")).toBe("md5");
				// Where a doubtful line may have come first, nothing is concluded.
				expect([concluded.get("stranger"), logged.get("stranger")]).toEqual([null, "md5"]);
			});

			it("joins both sessions of a service, whatever they call themselves", () => {
				const names = outcome.snapshot?.findings
					.filter(({ ruleId }) => ruleId === "connection-tls-required")
					.map(({ resource }) => resource.name);
				expect(names?.filter((name) => name.startsWith("orders-api"))).toHaveLength(1);
				expect(verdictOn(outcome, "orders-api", "connection-tls-required")?.evidence).toMatchObject({ sessions: 2, client: "pod" });
			});

			it("leaves unread how a session got in where the server's own networks decide", () => {
				const finding = outcome.snapshot?.findings.find(
					({ ruleId, resource }) => ruleId === "connection-authentication-strong" && resource.name.endsWith(" as stranger"),
				);
				expect(finding).toMatchObject({ verdict: "indeterminate", detail: expect.stringContaining("line 5 of pg_hba.conf") });
			});

			it("prints hostile names as text, and keeps passwords and statements to itself", () => {
				const findings = JSON.stringify(outcome.snapshot?.findings);
				expect(findings).toContain("DROP --");
				expect(findings).not.toContain("\u202e");
				expect(outcome.everything).not.toContain("\u001b");
				expect(outcome.everything).not.toMatch(/(api|legacy|pair|stranger|hostile|superuser)-passw0rd|from a tracer|INSERT INTO entries/);
			});

			it("remembers when a connection was first seen", async () => {
				const first = outcome.snapshot?.estate?.connections.find(({ service }) => service === "orders-api");
				const directory = await mkdtemp(join(tmpdir(), "parapet-previous-"));
				const previous = join(directory, "snapshot.json");
				try {
					await writeFile(previous, JSON.stringify(outcome.snapshot));
					const again = await scanDatabase([...database, "--inventory", saved.path, "--previous", previous], password);
					const now = again.snapshot?.estate?.connections.find(({ arn }) => arn === first?.arn);
					expect(first).toMatchObject({ tlsEnabled: true, authMethod: "scram-sha-256" });
					expect(now).toMatchObject({ firstSeen: first?.firstSeen, lastSeen: expect.not.stringMatching(first?.lastSeen ?? "never") });
				} finally {
					await rm(directory, { recursive: true, force: true });
				}
			});

			it("knows nothing of the clients without the cluster, and does not hold that against them", () => {
				expect(alone.snapshot?.summary.resourcesByKind).toMatchObject({ "database.Connection": expect.any(Number) });
				const about = alone.snapshot?.findings.map(({ ruleId, verdict }) => `${ruleId} ${verdict}`) ?? [];
				expect(about.filter((line) => line.startsWith("connection-client-known fail"))).toEqual([]);
				expect(about).toContain("connection-max-age pass");
			});
		});
	},
);

describe.skipIf(!mariadbd)("connections of a MariaDB", () => {
	let server: MariadbServer;
	let outcome: ScanOutcome;
	let saved: Awaited<ReturnType<typeof savedEstate>>;
	const clients: { end(): Promise<void> }[] = [];

	beforeAll(async () => {
		server = await startMariadb();
		await server.execute(
			"CREATE DATABASE shop",
			"CREATE TABLE shop.entries (id int)",
			"CREATE USER api@'127.0.0.2' IDENTIFIED BY 'api-passw0rd'",
			"CREATE USER api@'%' IDENTIFIED BY 'other-passw0rd'",
			"GRANT SELECT, INSERT ON shop.* TO api@'127.0.0.2'",
			"GRANT SUPER ON *.* TO api@'%'",
			"CREATE USER legacy@'127.0.0.%'",
			"GRANT ALL ON *.* TO legacy@'127.0.0.%'",
		);
		const from = async (address: string, user: string, password: string, secure: boolean) => {
			const client = await createConnection({
				stream: () => socketFrom(address, server.port),
				user,
				password,
				database: "shop",
				...(secure ? { ssl: { rejectUnauthorized: false } } : {}),
			});
			clients.push(client);
			return client;
		};
		const api = await from("127.0.0.2", "api", "api-passw0rd", true);
		await api.query("SELECT * FROM entries");
		await api.query("INSERT INTO entries VALUES (1)");
		await from("127.0.0.3", "legacy", "", false);
		saved = await savedEstate();
		outcome = await scanDatabase(
			["--database", `mariadb://root@localhost:${server.port}`, "--database-ca", server.authority, "--inventory", saved.path],
			{ MYSQL_PWD: server.rootPassword },
		);
	});
	afterAll(async () => {
		await Promise.all(clients.map((client) => client.end().catch(() => {})));
		await saved?.remove();
		await server?.stop();
	});

	it.each([
		["orders-api to shop as api", "connection-tls-required", "pass", "TLSv1.3"],
		// The account of the nearer host, not the one with SUPER.
		["orders-api to shop as api", "connection-no-privileged-role", "pass", "ordinary"],
		["orders-api to shop as api", "connection-authentication-strong", "fail", "mysql_native_password"],
		["orders-api to shop as api", "connection-write-right-used", "pass", "and does"],
		["orders-api to shop as api", "connection-max-age", "indeterminate", "do not show when a session began"],
		["legacy to shop as legacy", "connection-tls-required", "fail", "plaintext"],
		["legacy to shop as legacy", "connection-authentication-strong", "fail", "without any proof"],
		["legacy to shop as legacy", "connection-no-privileged-role", "fail", "SUPER"],
	])("%s: %s is %s", (name, rule, verdict, says) => {
		expect(verdictOn(outcome, name, rule)).toMatchObject({ verdict, detail: expect.stringContaining(says) });
	});
});
