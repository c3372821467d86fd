import { describe, expect, it } from "vitest";
import { obstacleOf, parseAccount, propertiesOf, spoken } from "../../../shared/rotation/engines/mysql-accounts.ts";
import { takesHash } from "../../../shared/rotation/engines/mysql-hash.ts";
import { identification } from "../../../shared/rotation/engines/mysql-passwords.ts";
import { hasDualPasswords, isSince, serverVersion } from "../../../shared/rotation/engines/mysql-session.ts";
import { alternateOf, type DatabaseSecret, parseSecret } from "../../../shared/rotation/secret.ts";

describe("the version of a server", () => {
	it.each([
		["5.7.44-log", "MySQL Community Server (GPL)", false, [5, 7, 44], false],
		["8.0.13", "MySQL", false, [8, 0, 13], false],
		["8.0.14", "Source distribution", false, [8, 0, 14], true],
		["8.0.mysql_aurora.3.08.0", "", false, [8, 0, 0], false],
		["8.4.3", "", false, [8, 4, 3], true],
		["9.7.4-2", "(Debian)", false, [9, 7, 4], true],
		["10.2.1", "MySQL", false, [10, 2, 1], true],
		["10.6.18-MariaDB-log", "managed by https://aws.amazon.com/rds/", true, [10, 6, 18], false],
		["5.5.5-10.11.6-MariaDB", "", true, [10, 11, 6], false],
		["11.8.3", "MariaDB Server", true, [11, 8, 3], false],
		["8.0.36-spoofed", "mariadb.org binary distribution", true, [8, 0, 36], false],
	])("%s (%s)", (text, comment, mariadb, version, dual) => {
		expect(serverVersion(text, comment)).toEqual({ mariadb, version });
		expect(hasDualPasswords(serverVersion(text, comment))).toBe(dual);
	});

	it("is compared part by part", () => {
		const of = (text: string) => serverVersion(text);
		expect(isSince(of("8.0.14"), [8, 0, 14])).toBe(true);
		expect(isSince(of("8.1.0"), [8, 0, 14])).toBe(true);
		expect(isSince(of("7.9.99"), [8, 0, 14])).toBe(false);
	});
});

const mysql =
	"CREATE USER `o`@`%` IDENTIFIED WITH 'caching_sha2_password' AS <secret> DEFAULT ROLE `r`@`%`,`it's`@`%` REQUIRE SSL WITH MAX_QUERIES_PER_HOUR 5 MAX_USER_CONNECTIONS 3 PASSWORD EXPIRE DEFAULT ACCOUNT UNLOCK PASSWORD HISTORY 5 PASSWORD REUSE INTERVAL DEFAULT PASSWORD REQUIRE CURRENT DEFAULT FAILED_LOGIN_ATTEMPTS 3 PASSWORD_LOCK_TIME 2 ATTRIBUTE '{\"a\": \"ACCOUNT LOCK\"}'";

describe("an account as SHOW CREATE USER prints it", () => {
	it("of MySQL 8", () => {
		expect(parseAccount(mysql)).toMatchObject({
			user: "o",
			host: "%",
			methods: [{ plugin: "caching_sha2_password", hash: undefined }],
			factors: false,
			defaultRoles: "`r`@`%`,`it's`@`%`",
			requires: "REQUIRE SSL",
			locked: false,
			rest: "PASSWORD EXPIRE DEFAULT ACCOUNT UNLOCK PASSWORD HISTORY 5 PASSWORD REUSE INTERVAL DEFAULT PASSWORD REQUIRE CURRENT DEFAULT FAILED_LOGIN_ATTEMPTS 3 PASSWORD_LOCK_TIME 2",
		});
	});

	it("of MySQL 5.7, whose names are texts", () => {
		expect(
			parseAccount(
				"CREATE USER 'it''s \\\\ \\'o\\''@'10.%' IDENTIFIED WITH 'mysql_native_password' AS '*AB' REQUIRE NONE PASSWORD EXPIRE DEFAULT ACCOUNT LOCK",
			),
		).toMatchObject({ user: "it's \\ 'o'", host: "10.%", methods: [{ plugin: "mysql_native_password", hash: "*AB" }], locked: true });
	});

	it("of MariaDB, with several ways in", () => {
		expect(
			parseAccount(
				"CREATE USER `b``q OR x`@`::1` IDENTIFIED VIA ed25519 USING 'it''s' OR unix_socket OR mysql_native_password USING '*B' REQUIRE SUBJECT '/CN=a ACCOUNT LOCK' ISSUER 'WITH' ACCOUNT LOCK PASSWORD EXPIRE NEVER",
			),
		).toMatchObject({
			user: "b`q OR x",
			host: "::1",
			methods: [
				{ plugin: "ed25519", hash: "it's" },
				{ plugin: "unix_socket", hash: undefined },
				{ plugin: "mysql_native_password", hash: "*B" },
			],
			requires: "REQUIRE SUBJECT '/CN=a ACCOUNT LOCK' ISSUER 'WITH'",
			locked: true,
			rest: "ACCOUNT LOCK PASSWORD EXPIRE NEVER",
		});
	});

	it("of MariaDB in its short forms", () => {
		expect(parseAccount("CREATE USER `a`@`%` IDENTIFIED BY PASSWORD '*C' WITH MAX_STATEMENT_TIME 5.500000")).toMatchObject({
			methods: [{ plugin: "mysql_native_password", hash: "*C" }],
			requires: "REQUIRE NONE",
			limits: new Map([["MAX_STATEMENT_TIME", "5.500000"]]),
			locked: false,
		});
		expect(parseAccount("CREATE USER `root`@`localhost`").methods).toEqual([{ plugin: "mysql_native_password", hash: "" }]);
	});

	it("of MySQL with a second factor", () => {
		const text =
			"CREATE USER `a`@`%` IDENTIFIED WITH 'caching_sha2_password' AS 'x' AND IDENTIFIED WITH 'authentication_webauthn' REQUIRE NONE";
		expect(parseAccount(text)).toMatchObject({ factors: true, requires: "REQUIRE NONE" });
	});
});

describe("the properties of an account", () => {
	it("set what is not said as well, so that nothing of before stays", () => {
		expect(propertiesOf(parseAccount(mysql))).toBe(
			"REQUIRE SSL WITH MAX_CONNECTIONS_PER_HOUR 0 MAX_QUERIES_PER_HOUR 5 MAX_UPDATES_PER_HOUR 0 MAX_USER_CONNECTIONS 3 PASSWORD EXPIRE DEFAULT ACCOUNT UNLOCK PASSWORD HISTORY 5 PASSWORD REUSE INTERVAL DEFAULT PASSWORD REQUIRE CURRENT DEFAULT FAILED_LOGIN_ATTEMPTS 3 PASSWORD_LOCK_TIME 2",
		);
		const plain = parseAccount("CREATE USER `a`@`%` IDENTIFIED BY PASSWORD '*C'");
		const limited = parseAccount("CREATE USER `a`@`%` IDENTIFIED BY PASSWORD '*C' WITH MAX_STATEMENT_TIME 5.500000");
		expect(propertiesOf(plain, limited)).toBe(
			"REQUIRE NONE WITH MAX_CONNECTIONS_PER_HOUR 0 MAX_QUERIES_PER_HOUR 0 MAX_STATEMENT_TIME 0 MAX_UPDATES_PER_HOUR 0 MAX_USER_CONNECTIONS 0 ACCOUNT UNLOCK PASSWORD EXPIRE DEFAULT",
		);
		expect(propertiesOf(plain, parseAccount(mysql))).toMatch(/ FAILED_LOGIN_ATTEMPTS 0 PASSWORD_LOCK_TIME 0$/);
	});

	it("pass on no expiry that was ordered by hand", () => {
		expect(propertiesOf(parseAccount("CREATE USER `a`@`%` PASSWORD EXPIRE"))).toMatch(/PASSWORD EXPIRE DEFAULT ACCOUNT UNLOCK$/);
		expect(propertiesOf(parseAccount("CREATE USER `a`@`%` REQUIRE NONE PASSWORD EXPIRE ACCOUNT UNLOCK PASSWORD HISTORY 3"))).toMatch(
			/ PASSWORD EXPIRE DEFAULT ACCOUNT UNLOCK PASSWORD HISTORY 3$/,
		);
		expect(propertiesOf(parseAccount("CREATE USER `a`@`%` PASSWORD EXPIRE INTERVAL 5 DAY"))).toMatch(/PASSWORD EXPIRE INTERVAL 5 DAY/);
	});
});

describe("what keeps a password from being rotated", () => {
	const obstacle = (rest: string, plaintext = false) => obstacleOf(parseAccount(`CREATE USER \`a\`@\`%\` ${rest}`), plaintext, takesHash);
	it.each([
		["IDENTIFIED BY PASSWORD '*C' ACCOUNT LOCK", /is locked$/],
		["IDENTIFIED VIA pam USING 'mariadb'", /logs in with pam, for which/],
		["IDENTIFIED VIA gssapi OR unix_socket", /gssapi or unix_socket/],
		["IDENTIFIED WITH 'sha256_password' AS 'x'", /sha256_password/],
		["IDENTIFIED WITH 'caching_sha2_password' AS 'x' AND IDENTIFIED WITH 'y'", /more than one factor/],
		["IDENTIFIED BY PASSWORD '*C' REQUIRE X509", /certificate of its own \(REQUIRE X509\)/],
		["IDENTIFIED BY PASSWORD '*C' REQUIRE ISSUER 'secret CA'", /certificate of its own \(REQUIRE ISSUER …\)/],
	])("%s", (rest, says) => {
		expect(obstacle(rest)).toMatch(says);
	});

	it("is neither TLS, where the secret has it, nor a cipher", () => {
		expect(obstacle("IDENTIFIED BY PASSWORD '*C' REQUIRE SSL")).toBeUndefined();
		expect(obstacle("IDENTIFIED BY PASSWORD '*C' REQUIRE CIPHER 'X509'")).toBeUndefined();
		expect(obstacle("IDENTIFIED BY PASSWORD '*C' REQUIRE SSL", true)).toMatch(/TLS only/);
		expect(obstacle("IDENTIFIED BY PASSWORD '*C'", true)).toBeUndefined();
		expect(obstacle("IDENTIFIED VIA unix_socket OR ed25519 USING 'x'")).toBeUndefined();
		expect(spoken({ user: 'a"b', host: "%" })).toBe('"a\\"b"@"%"');
	});
});

describe("the ways in, as a statement sets them", () => {
	const session = (mariadb: boolean) => ({ mariadb, version: [8, 0, 0] as const, query: async () => [] });
	it("hold a hash and no password", () => {
		expect(identification(session(false), [{ plugin: "mysql_native_password" }], "password")).toBe(
			"IDENTIFIED WITH 'mysql_native_password' AS '*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19'",
		);
		expect(identification(session(false), [{ plugin: "caching_sha2_password" }], "password")).toMatch(
			/^IDENTIFIED WITH 'caching_sha2_password' AS '\$A\$005\$.{63}'$/,
		);
	});

	it("leave MariaDB's others as they are", () => {
		const methods = [{ plugin: "pam", hash: "it's" }, { plugin: "unix_socket" }, { plugin: "mysql_native_password", hash: "*OLD" }];
		expect(identification(session(true), methods, "password")).toBe(
			"IDENTIFIED VIA 'pam' USING 'it''s' OR 'unix_socket' OR 'mysql_native_password' USING '*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19'",
		);
	});
});

describe("the length of names", () => {
	const secret = (engine: string, username: string) => parseSecret(JSON.stringify({ engine, host: "h", username, password: "p" }));
	it.each([
		["mysql", "я".repeat(32), true],
		["mysql", "x".repeat(33), false],
		["mariadb", "я".repeat(80), true],
		["mariadb", "x".repeat(81), false],
		["postgres", "я".repeat(31), true],
		["postgres", "я".repeat(32), false],
	])("of %s: %s", (engine, username, fits) => {
		expect(typeof secret(engine, username)).toBe(fits ? "object" : "string");
	});

	it.each([
		["mysql", 26, true],
		["mysql", 27, false],
		["mariadb", 74, true],
		["mariadb", 75, false],
	])("of %s leaves room for a second user at %i characters", (engine, length, fits) => {
		const alternate = alternateOf(secret(engine, "я".repeat(length)) as DatabaseSecret);
		expect("name" in alternate).toBe(fits);
		if ("problem" in alternate) expect(alternate.problem).toMatch(/characters that (mysql|mariadb) allows/);
	});
});
