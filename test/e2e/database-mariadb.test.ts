import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ScanOutcome, scanDatabase } from "../support/sql/command.ts";
import { type MariadbServer, mariadbd, startMariadb } from "../support/sql/mariadb.ts";

const secret = `Tr0ub4dor&3%/@:'"\\`;
const literal = `'${secret.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
const hostile = `x"; DROP--\n<b>\u202e`;

if (!mariadbd && process.env.CI === "true") throw new Error("mariadbd is missing in CI: apt-get install mariadb-server");
if (!mariadbd) console.warn("Skipped: MariaDB (apt-get install mariadb-server)");

describe.skipIf(!mariadbd)("a MariaDB full of weaknesses", () => {
	let server: MariadbServer;
	let full: ScanOutcome;
	let limited: ScanOutcome;
	const url = (user: string, rest = "") => `mariadb://${user}@localhost:${server.port}${rest}`;

	beforeAll(async () => {
		server = await startMariadb({ general_log: "ON", general_log_file: "general.log" });
		await server.execute(
			"CREATE USER app@localhost IDENTIFIED BY 'app-passw0rd'",
			"CREATE USER app@'%' IDENTIFIED BY 'app-passw0rd'",
			"GRANT SELECT, FILE ON *.* TO app@'%'",
			"CREATE USER ''@'10.0.0.1'",
			"CREATE USER nobody@'10.0.0.2'",
			`CREATE USER '${hostile}'@'10.0.0.3' IDENTIFIED BY 'x' REQUIRE X509`,
			`GRANT CREATE USER ON *.* TO '${hostile}'@'10.0.0.3' WITH GRANT OPTION`,
			"CREATE ROLE readers",
			"CREATE DATABASE test",
			"GRANT SELECT ON mysql.* TO app@localhost",
			`CREATE USER parapet_scanner@localhost IDENTIFIED BY ${literal} REQUIRE SSL`,
			"GRANT PROCESS, SHOW DATABASES ON *.* TO parapet_scanner@localhost",
			"GRANT SELECT ON performance_schema.* TO parapet_scanner@localhost",
			"CREATE USER low@localhost IDENTIFIED BY 'low-passw0rd'",
		);
		await server.session("app", "app-passw0rd", false);
		await server.session("app", "app-passw0rd", true);
		full = await scanDatabase(["--database", url("root"), "--database-ca", server.authority], { MYSQL_PWD: server.rootPassword });
		limited = await scanDatabase(["--database", url("parapet_scanner"), "--database-ca", server.authority], { MYSQL_PWD: secret });
	});
	afterAll(() => server?.stop());

	it.each([
		["mysql-tls-required", "fail", "require_secure_transport"],
		["mysql-sessions-use-tls", "fail", "1 of 2 network sessions have no TLS"],
		["mysql-sessions-tls-version", "pass", "no session uses an old TLS version"],
		["mysql-accounts-not-anonymous", "fail", '"@10.0.0.1"'],
		["mysql-accounts-have-password", "fail", '"nobody@10.0.0.2"'],
		["mysql-accounts-no-wildcard-host", "fail", '"app@%"'],
		["mysql-accounts-require-tls", "fail", '"app@%"'],
		["mysql-accounts-strong-plugin", "fail", '"app@%"'],
		["mysql-file-privilege-limited", "fail", '"app@%"'],
		["mysql-data-privileges-not-global", "fail", '"app@%"'],
		["mysql-grant-tables-restricted", "fail", '"app@localhost"'],
		["mysql-administration-limited", "fail", String.raw`x\"; DROP--\n<b>\u202e@10.0.0.3`],
		["mysql-grant-option-limited", "fail", "on everything"],
		["mysql-general-log-off", "fail", "general_log"],
		["mysql-local-infile-off", "fail", "local_infile"],
		["mysql-secure-file-priv-set", "fail", "secure_file_priv"],
		["mysql-audit-plugin-active", "fail", "no audit plugin"],
		["mysql-password-validation-active", "fail", "any password"],
		["mysql-password-lifetime", "fail", "app@"],
		["mysql-test-database-absent", "fail", "database test"],
		["mysql-tls-minimum-version", "pass", "TLSv1.2"],
		["mysql-version-current", "pass", "mariadb"],
		["mysql-scan-connection-verified", "pass", "verified"],
	])("judges %s: %s", (rule, verdict, says) => {
		expect(full.finding(rule), rule).toMatchObject({ verdict });
		expect(full.finding(rule)?.detail).toContain(says);
	});

	it("reads everything as an administrator, and nothing stays unknown", () => {
		expect(
			full.snapshot?.findings
				.filter(({ ruleId, verdict }) => verdict === "indeterminate" && ruleId.startsWith("mysql-"))
				.map(({ detail }) => detail),
		).toEqual([]);
		expect(full.code).toBe(3);
	});

	it("passes nothing about accounts that the scanning account may not read", () => {
		const about =
			limited.snapshot?.findings.filter(({ ruleId }) => /^mysql-.*(account|privilege|grant|root-not-remote|super)/.test(ruleId)) ?? [];
		expect(about.length).toBeGreaterThan(8);
		expect(new Set(about.map(({ verdict }) => verdict))).toEqual(new Set(["indeterminate"]));
		expect(limited.finding("mysql-sessions-use-tls")).toMatchObject({ verdict: "fail" });
		expect(limited.finding("mysql-tls-required")).toMatchObject({ verdict: "fail" });
	});

	it("does not take a list of databases that is cut for the whole", async () => {
		const low = await scanDatabase(["--database", url("low"), "--database-ca", server.authority], { MYSQL_PWD: "low-passw0rd" });
		expect(low.finding("mysql-test-database-absent")).toMatchObject({ verdict: "indeterminate" });
		expect(low.finding("mysql-sessions-use-tls")).toMatchObject({ verdict: "indeterminate" });
	});

	it("lets no password and no hash out", () => {
		for (const { everything } of [full, limited]) {
			for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]) expect(everything).not.toContain(form);
			expect(everything).not.toMatch(/root-passw0rd|app-passw0rd|\*[0-9A-F]{40}/);
		}
		expect(JSON.stringify(full.snapshot?.findings)).not.toContain("\u202e");
	});

	it("refuses a server whose authority it does not know, and an address that no certificate names", async () => {
		const stranger = await scanDatabase(["--database", url("root")], { MYSQL_PWD: server.rootPassword });
		expect(stranger.code).toBe(2);
		expect(stranger.snapshot?.collectionErrors).toMatchObject([{ service: "mysql", operation: "connect", cause: "network" }]);
		const address = await scanDatabase(["--database", `mysql://root@127.0.0.1:${server.port}`], { MYSQL_PWD: server.rootPassword });
		expect(address.snapshot?.collectionErrors).toMatchObject([{ cause: "unsupported" }]);
		expect(new Set(address.snapshot?.findings.map(({ verdict }) => verdict))).toEqual(new Set(["indeterminate"]));
	});

	it("explains a wrong password without repeating it", async () => {
		const wrong = await scanDatabase(["--database", url("root"), "--database-ca", server.authority], { MYSQL_PWD: "wr0ng-passw0rd" });
		expect(wrong.snapshot?.collectionErrors).toMatchObject([{ operation: "connect", cause: "denied" }]);
		expect(wrong.everything).not.toContain("wr0ng-passw0rd");
	});
});
