import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ScanOutcome, scanDatabase } from "../support/sql/command.ts";
import { postgresMajors, postgresSuite } from "../support/sql/majors.ts";
import { type PostgresServerProcess, startPostgres } from "../support/sql/postgres.ts";

/** A password with everything that is special in a URL, in JSON and in SQL. */
const secret = `Tr0ub4dor&3%/@:'"\\`;
const hostile = `x"; DROP --'\n<b>\u202eпара`;
const identifier = `"${hostile.replaceAll('"', '""')}"`;
const literal = `'${secret.replaceAll("'", "''")}'`;

/** A server on which nearly everything is wrong. */
const weaknesses = `
	SET password_encryption = 'md5';
	CREATE ROLE legacy LOGIN PASSWORD 'legacy-passw0rd';
	RESET password_encryption;
	CREATE ROLE app LOGIN PASSWORD 'app-passw0rd' BYPASSRLS;
	CREATE ROLE second_admin LOGIN SUPERUSER PASSWORD 'x';
	CREATE ROLE reader LOGIN; GRANT pg_read_server_files TO reader WITH ADMIN OPTION;
	CREATE ROLE runner LOGIN; GRANT pg_execute_server_program TO runner;
	CREATE ROLE ${identifier} LOGIN CREATEROLE;
	CREATE ROLE parapet_scanner LOGIN PASSWORD ${literal} VALID UNTIL '2027-01-01' CONNECTION LIMIT 2;
	GRANT pg_monitor TO parapet_scanner;
	ALTER ROLE app SET log_statement = 'none';
	CREATE TABLE patient_records (id int); COMMENT ON TABLE patient_records IS 'PII';
	CREATE TABLE open_table (id int); GRANT SELECT, UPDATE ON open_table TO PUBLIC;
	CREATE FUNCTION open_door() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
	GRANT CREATE ON SCHEMA public TO PUBLIC;
	CREATE EXTENSION dblink;
	SELECT pg_create_physical_replication_slot('abandoned', true);
`;

const hba = [
	"local all all scram-sha-256",
	"local all all trust",
	"host all all 127.0.0.1/32 scram-sha-256",
	"host all all 0.0.0.0/0 md5",
	"host all second_admin 10.0.0.0/8 password",
	"host replication all 10.0.0.0/8 scram-sha-256",
	"host all all 192.168.0.0/16 radius radiusservers=127.0.0.1 radiussecrets=hba-s3cret-value",
].join("\n");

/** What stays unknown of the server; whether its connections are production, say, nothing tells here. */
const aboutServer = ({ snapshot }: ScanOutcome) =>
	snapshot?.findings.filter(({ verdict, ruleId }) => verdict === "indeterminate" && ruleId.startsWith("postgres-")) ?? [];

const url = (server: PostgresServerProcess, user: string, rest = "") => `postgres://${user}@localhost:${server.port}/postgres${rest}`;

describe.each(postgresMajors.map((major) => ({ major, ...postgresSuite(major) })))(
	"a PostgreSQL $title full of weaknesses",
	({ major, skip }) => {
		describe.skipIf(skip)("scanned", () => {
			let server: PostgresServerProcess;
			let full: ScanOutcome;
			let limited: ScanOutcome;

			beforeAll(async () => {
				server = await startPostgres(major, { hba, settings: { wal_level: "logical", log_connections: "off", log_line_prefix: "%m " } });
				await server.execute(weaknesses);
				await server.execute(
					"ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'; SELECT pg_reload_conf()".split(";")[0] ?? "",
				);
				await server.execute("SELECT pg_reload_conf()");
				await server.session({ host: "127.0.0.1", user: "app", password: "app-passw0rd", application_name: "orders-api" });
				await server.session({ host: "127.0.0.1", application_name: "batch <b>" });
				full = await scanDatabase(["--database", url(server, "postgres"), "--database-ca", server.authority], {
					PGPASSWORD: server.superuser.password,
				});
				limited = await scanDatabase(["--database", url(server, "parapet_scanner"), "--database-ca", server.authority], {
					PGPASSWORD: secret,
				});
			});
			afterAll(() => server?.stop());

			it.each([
				["postgres-tls-required", "fail", "10.0.0.0/8"],
				["postgres-sessions-use-tls", "fail", "app/orders-api from 127.0.0.1"],
				["postgres-sessions-no-superuser-application", "fail", "postgres/batch"],
				["postgres-sessions-not-default-superuser", "fail", "postgres/batch"],
				["postgres-superusers-limited", "fail", '"second_admin"'],
				["postgres-roles-no-bypassrls", "fail", '"app"'],
				["postgres-roles-no-createrole", "fail", "DROP --"],
				["postgres-server-files-restricted", "fail", '"reader"'],
				["postgres-server-programs-restricted", "fail", '"runner"'],
				["postgres-admin-option-limited", "fail", "reader for pg_read_server_files"],
				["postgres-passwords-scram", "fail", "legacy (md5)"],
				["postgres-passwords-expire", "fail", '"app"'],
				["postgres-settings-not-overridden", "fail", "log_statement=none"],
				["postgres-hba-no-trust", "fail", "(local all all trust)"],
				["postgres-hba-no-cleartext-password", "fail", "second_admin"],
				["postgres-hba-no-md5", "fail", "0.0.0.0/0"],
				["postgres-hba-scoped", "fail", "0.0.0.0/0"],
				["postgres-hba-replication-scoped", "fail", "replication"],
				["postgres-hba-no-errors", "pass", "no errors"],
				["postgres-log-connections", "fail", "log_connections"],
				["postgres-log-line-prefix", "fail", "log_line_prefix"],
				["postgres-pgaudit-in-force", "fail", "does not load pgaudit"],
				["postgres-no-pending-restart", "fail", "shared_preload_libraries"],
				["postgres-risky-extensions-absent", "fail", '"dblink"'],
				["postgres-definer-functions-search-path", "fail", "public.open_door of postgres"],
				["postgres-definer-functions-not-public", "fail", "public.open_door of postgres"],
				["postgres-schemas-not-public-writable", "fail", '"public"'],
				["postgres-databases-public-connect-revoked", "fail", '"postgres"'],
				["postgres-tables-not-granted-to-public", "fail", "public.open_table (SELECT, UPDATE)"],
				["postgres-sensitive-tables-row-security", "fail", "public.patient_records"],
				["postgres-sensitive-tables-audited", "fail", "public.patient_records"],
				["postgres-replication-slots-active", "fail", "abandoned (physical)"],
				["postgres-tls-enabled", "pass", "ssl"],
				["postgres-tls-minimum-version", "pass", "TLSv1.2"],
				["postgres-scan-connection-verified", "pass", "verified"],
			])("judges %s: %s", (rule, verdict, says) => {
				expect(full.finding(rule), rule).toMatchObject({ verdict });
				expect(full.finding(rule)?.detail).toContain(says);
			});

			it("reads everything as an administrator, and nothing stays unknown", () => {
				expect(aboutServer(full).map(({ detail }) => detail)).toEqual([]);
				expect(full.snapshot?.collectionErrors).toEqual([]);
				expect(full.code).toBe(3);
			});

			it("says what a role with pg_monitor alone cannot see, and passes none of it", () => {
				const unknown = aboutServer(limited).map(({ ruleId }) => ruleId);
				expect(unknown.toSorted()).toEqual([
					"postgres-hba-no-cleartext-password",
					"postgres-hba-no-errors",
					"postgres-hba-no-md5",
					"postgres-hba-no-trust",
					"postgres-hba-replication-scoped",
					"postgres-hba-scoped",
					"postgres-passwords-expire",
					"postgres-passwords-scram",
					"postgres-tls-required",
				]);
				expect(limited.finding("postgres-sessions-use-tls")).toMatchObject({ verdict: "fail" });
				expect(limited.finding("postgres-hba-no-trust")?.evidence).toMatchObject({ operation: "pg_hba_file_rules", cause: "denied" });
			});

			it("passes the same server as the same resource whoever reads it", () => {
				expect(limited.finding("postgres-tls-enabled")?.uid).toBe(full.finding("postgres-tls-enabled")?.uid);
				expect(full.finding("postgres-tls-enabled")?.resource).toMatchObject({
					arn: `postgres://localhost:${server.port}/postgres`,
					account: "-",
					region: "-",
				});
			});

			it("does not claim that a server of which AWS knows nothing is in AWS", () => {
				expect(full.everything).toContain('"class_name":"Compliance Finding"');
				expect(full.everything).not.toContain('"provider":"AWS"');
			});

			it("prints hostile names as text", () => {
				expect(full.finding("postgres-roles-no-createrole")?.detail).toContain(String.raw`"x\"; DROP --'\n<b>\u202eпара"`);
				expect(JSON.stringify(full.snapshot?.findings)).not.toContain("\u202e");
				expect(full.everything).not.toContain("\u001b");
			});

			it("lets no password out: not the scanner's, not those in pg_hba.conf, and no hash", () => {
				for (const text of [full.everything, limited.everything, server.output()]) {
					expect(text).not.toContain(secret);
					expect(text).not.toContain(encodeURIComponent(secret));
					expect(text).not.toContain(JSON.stringify(secret).slice(1, -1));
				}
				for (const { everything } of [full, limited])
					expect(everything).not.toMatch(/superuser-passw0rd|hba-s3cret-value|app-passw0rd|SCRAM-SHA-256\$|md5[0-9a-f]{32}/);
			});

			it("takes the password from the URL, percent-encoded, or from a file", async () => {
				const inUrl = await scanDatabase([
					"--database",
					url(server, `parapet_scanner:${encodeURIComponent(secret)}`),
					"--database-ca",
					server.authority,
				]);
				expect(inUrl.finding("postgres-tls-enabled")).toMatchObject({ verdict: "pass" });
				expect(inUrl.everything).not.toContain(encodeURIComponent(secret));
				expect(inUrl.everything).not.toContain(secret);
			});

			it("refuses a server whose authority it does not know, and judges nothing of it", async () => {
				const stranger = await scanDatabase(["--database", url(server, "parapet_scanner")], { PGPASSWORD: secret });
				expect(stranger.code).toBe(2);
				expect(stranger.snapshot?.collectionErrors).toMatchObject([{ service: "postgres", operation: "connect", cause: "network" }]);
				expect(new Set(stranger.snapshot?.findings.map(({ verdict }) => verdict))).toEqual(new Set(["indeterminate"]));
			});

			it("refuses a name that the certificate does not have, unless only the authority is to be verified", async () => {
				const byAddress = (mode: string) =>
					scanDatabase(
						["--database", `postgres://parapet_scanner@127.0.0.1:${server.port}/postgres${mode}`, "--database-ca", server.authority],
						{ PGPASSWORD: secret },
					);
				expect((await byAddress("")).snapshot?.collectionErrors).toMatchObject([{ operation: "connect", cause: "network" }]);
				const verifyCa = await byAddress("?sslmode=verify-ca");
				expect(verifyCa.finding("postgres-tls-enabled")).toMatchObject({ verdict: "pass" });
				expect(verifyCa.finding("postgres-scan-connection-verified")).toMatchObject({ verdict: "fail", severity: "low" });
			});

			it("says loudly that it reads without TLS", async () => {
				const plain = await scanDatabase(["--database", url(server, "parapet_scanner", "?sslmode=disable")], { PGPASSWORD: secret });
				expect(plain.stderr).toContain("in plaintext");
				expect(plain.finding("postgres-scan-connection-verified")).toMatchObject({ verdict: "fail", severity: "medium" });
			});

			it("explains a wrong password without repeating it", async () => {
				const wrong = await scanDatabase(["--database", url(server, "parapet_scanner"), "--database-ca", server.authority], {
					PGPASSWORD: "wr0ng-passw0rd",
				});
				expect(wrong.snapshot?.collectionErrors).toMatchObject([{ operation: "connect", cause: "denied" }]);
				expect(wrong.everything).not.toContain("wr0ng-passw0rd");
			});
		});
	},
);

describe("two databases in one scan", () => {
	it("are two resources, and one that is away does not spoil the other", async () => {
		const server = await startPostgres(16, { hba: "local all all scram-sha-256\nhostssl all all 127.0.0.1/32 scram-sha-256" });
		try {
			await server.execute("CREATE DATABASE orders");
			const to = (rest: string) => ["--database", `postgres://postgres@localhost:${rest}`];
			const outcome = await scanDatabase(
				[...to(`${server.port}/postgres`), ...to(`${server.port}/orders`), ...to("1/away"), "--database-ca", server.authority],
				{ PGPASSWORD: server.superuser.password },
			);
			expect(outcome.snapshot?.summary.resourcesByKind).toMatchObject({ "postgres.Server": 3 });
			expect(outcome.snapshot?.collectionErrors).toMatchObject([{ message: expect.stringContaining("localhost:1/away") }]);
			const verdicts = outcome.snapshot?.findings.filter(({ ruleId }) => ruleId === "postgres-tls-enabled").map(({ verdict }) => verdict);
			expect(verdicts?.toSorted()).toEqual(["indeterminate", "pass", "pass"]);
		} finally {
			await server.stop();
		}
	});
});
