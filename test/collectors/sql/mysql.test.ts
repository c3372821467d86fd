import { describe, expect, it } from "vitest";
import { collectMysql, unreadMysql } from "../../../shared/collectors/sql/mysql/collect.ts";
import { accountQueries, queries } from "../../../shared/collectors/sql/mysql/queries.ts";
import { grantOf, groupGrants, versionOf } from "../../../shared/collectors/sql/mysql/rows.ts";
import { countingQuery, statusQueries, useQuery } from "../../../shared/collectors/sql/mysql/statements.ts";
import { evaluate } from "../../../shared/core/evaluate.ts";
import { indexFrameworks } from "../../../shared/core/framework.ts";
import { MysqlServer } from "../../../shared/core/resources/mysql.ts";
import { rules } from "../../../shared/rules/index.ts";
import { mysqlServer } from "../../support/compliant/database.ts";
import { now } from "../../support/rule-table.ts";
import { fakePort } from "../../support/sql/fake-port.ts";

type Rows = readonly Record<string, unknown>[];

/** Answers of a MySQL 8.4 with two accounts. */
const answers = (more: readonly (readonly [string, Rows])[] = []) =>
	new Map<string, Rows>([
		[queries.version, [{ text: "8.4.3", comment: "MySQL Community Server - GPL" }]],
		[queries.variables, [{ name: "local_infile", value: "OFF" }]],
		[
			accountQueries.mysql,
			[
				{
					user: "root",
					host: "localhost",
					plugin: "caching_sha2_password",
					has_password: 1,
					ssl_type: "",
					locked: 0,
					lifetime: null,
					role: 0,
				},
				{ user: "a'b", host: "%", plugin: "caching_sha2_password", has_password: 1, ssl_type: "X509", locked: 1, lifetime: 0, role: 0 },
			],
		],
		[
			queries.globalGrants,
			[
				{ grantee: "'root'@'localhost'", db: null, privilege: "SUPER", grantable: "YES" },
				{ grantee: "'root'@'localhost'", db: null, privilege: "FILE", grantable: "YES" },
				{ grantee: "'a'b'@'%'", db: null, privilege: "USAGE", grantable: "NO" },
			],
		],
		[queries.databaseGrants, [{ grantee: "'a'b'@'%'", db: "shop", privilege: "select", grantable: "NO" }]],
		[queries.tableGrants, [{ grantee: "'a'b'@'%'", db: "shop", privilege: "UPDATE", grantable: "NO" }]],
		[queries.roleGrants, [{ user: "a'b", host: "%", role: "dba", role_host: "%" }]],
		[countingQuery, [{ allowed: 1, switched_off: 0, consumers_off: 0, everybody: 1 }]],
		[statusQueries.mysql, [{ since: "2026-06-01T00:00:00.000Z", statements: 10, lost: 0 }]],
		[useQuery, [{ user: "a'b", read: "6", write: "2", define: "1", other: "3", prepared: "1", dml: "8" }]],
		[queries.plugins, [{ name: "audit_log" }]],
		[queries.components, [{ name: "file://component_validate_password" }]],
		[queries.mayListDatabases, [{ allowed: 1 }]],
		[queries.databases, [{ name: "mysql" }]],
		[queries.watchesSessions, [{ allowed: 1 }]],
		[queries.sessions, [{ id: 5, user: "a", host: "h", db: null, type: "SSL/TLS", seconds: 90, version: "TLSv1.3", cipher: "x" }]],
		...more,
	]);

describe("collectMysql", () => {
	it("shapes everything by the schema", async () => {
		const facts = await collectMysql(fakePort(answers()));
		expect(MysqlServer.safeParse({ ...mysqlServer, ...facts }).success).toBe(true);
		expect(facts).toEqual({
			version: { value: { text: "8.4.3", flavour: "mysql", release: [8, 4, 3] } },
			platform: { value: "other" },
			variables: { value: { local_infile: "OFF" } },
			accounts: {
				value: [
					{
						user: "root",
						host: "localhost",
						plugin: "caching_sha2_password",
						hasPassword: true,
						tls: "none",
						locked: false,
						passwordLifetimeDays: undefined,
						role: false,
					},
					{
						user: "a'b",
						host: "%",
						plugin: "caching_sha2_password",
						hasPassword: true,
						tls: "x509",
						locked: true,
						passwordLifetimeDays: 0,
						role: false,
					},
				],
			},
			grants: {
				value: [
					{ user: "root", host: "localhost", database: undefined, privileges: ["FILE", "SUPER"], grantable: true },
					{ user: "a'b", host: "%", database: undefined, privileges: ["USAGE"], grantable: false },
					{ user: "a'b", host: "%", database: "shop", privileges: ["SELECT"], grantable: false },
				],
			},
			tableGrants: { value: [{ user: "a'b", host: "%", database: "shop", privileges: ["UPDATE"], grantable: false }] },
			roleGrants: { value: [{ user: "a'b", host: "%", role: "dba", roleHost: "%" }] },
			statementUse: {
				value: {
					since: "2026-06-01T00:00:00.000Z",
					gaps: [],
					users: [{ user: "a'b", read: 6, write: 2, define: 1, other: 3, prepared: 1 }],
				},
			},
			plugins: { value: ["audit_log", "file://component_validate_password"] },
			databases: { value: ["mysql"] },
			sessions: {
				value: [
					{ id: 5, user: "a", host: "h", database: undefined, transport: "tls", seconds: 90, tls: { version: "TLSv1.3", cipher: "x" } },
				],
			},
		});
	});

	it("knows RDS by Amazon's account", async () => {
		const rdsadmin = {
			user: "rdsadmin",
			host: "localhost",
			plugin: "x",
			has_password: 1,
			ssl_type: "",
			locked: 0,
			lifetime: null,
			role: 0,
		};
		const facts = await collectMysql(fakePort(answers([[accountQueries.mysql, [rdsadmin]]])));
		expect(facts.platform).toEqual({ value: "rds" });
	});

	it.each([
		[
			"grants of one account only, when there are more",
			queries.globalGrants,
			[{ grantee: "'root'@'localhost'", db: null, privilege: "SUPER", grantable: "YES" }],
			"grants",
			"denied",
		],
		["databases without SHOW DATABASES", queries.mayListDatabases, [{ allowed: 0 }], "databases", "denied"],
		["sessions without the Performance Schema", queries.watchesSessions, [{ allowed: "0" }], "sessions", "unsupported"],
		[
			"a TLS demand that is not known",
			accountQueries.mysql,
			[{ user: "a", host: "b", plugin: "c", has_password: 1, ssl_type: "NEW", locked: 0, lifetime: null, role: 0 }],
			"accounts",
			"malformed",
		],
		[
			"a grantee that is no account",
			queries.globalGrants,
			[{ grantee: "root", db: null, privilege: "SUPER", grantable: "YES" }],
			"grants",
			"malformed",
		],
	] as const)("does not take part for the whole: %s", async (_, sql, rows, fact, cause) => {
		const facts = await collectMysql(fakePort(answers([[sql, rows]])));
		expect(facts[fact]).toMatchObject({ unread: { cause } });
	});

	it.each([
		["accounts that found no room", statusQueries.mysql, [{ since: "2026-06-01T00:00:00.000Z", statements: 10, lost: 1 }], "no room"],
		["instruments that are off", countingQuery, [{ allowed: 1, switched_off: 2, consumers_off: 0, everybody: 1 }], "switched off"],
		["accounts that are left out", countingQuery, [{ allowed: 1, switched_off: 0, consumers_off: 0, everybody: 0 }], "setup_actors"],
		["a table that was emptied", statusQueries.mysql, [{ since: "2026-06-01T00:00:00.000Z", statements: 11, lost: 0 }], "emptied"],
	] as const)("says what was not counted: %s", async (_, sql, rows, gap) => {
		const { statementUse } = await collectMysql(fakePort(answers([[sql, rows]])));
		expect(statementUse).toMatchObject({ value: { gaps: [expect.stringContaining(gap)] } });
	});

	it.each([
		["the Performance Schema is off", { allowed: 0, switched_off: 0, consumers_off: 0, everybody: 1 }],
		["nobody gathers what it sees", { allowed: 1, switched_off: 0, consumers_off: 1, everybody: 1 }],
	])("counts nothing when %s", async (_, row) => {
		const { statementUse } = await collectMysql(fakePort(answers([[countingQuery, [row]]])));
		expect(statementUse).toMatchObject({ unread: { cause: "unsupported" } });
	});

	it("keeps each refusal to its own fact, and takes nothing on trust from accounts that it could not read", async () => {
		const facts = await collectMysql(fakePort(new Map([[queries.version, [{ text: "11.4.2-MariaDB", comment: "" }]]])));
		const { version, ...others } = facts;
		expect(version).toEqual({ value: { text: "11.4.2-MariaDB", flavour: "mariadb", release: [11, 4, 2] } });
		for (const fact of Object.values(others)) expect(fact).toMatchObject({ unread: { cause: "denied" } });
	});

	it("never asks for a hash or the text of a statement", () => {
		for (const sql of [...Object.values(queries), ...Object.values(accountQueries)]) {
			expect(sql).not.toMatch(/PROCESSLIST_INFO|SQL_TEXT|\bINFO\b/i);
			const compared = /(COALESCE\(JSON_VALUE\(Priv, '\$\.authentication_string'\), ''\)|authentication_string) <> ''/g;
			expect(sql.replace(compared, "")).not.toContain("authentication_string");
		}
	});

	it("makes every rule indeterminate when the server could not be reached", () => {
		const reason = { service: "mysql", operation: "connect", cause: "network" as const, message: "connect ECONNREFUSED" };
		const resource: MysqlServer = { ...mysqlServer, ...unreadMysql(reason) };
		const findings = evaluate({ scopes: [], resources: [resource], errors: [] }, { rules, frameworks: indexFrameworks([]), now });
		expect(findings.length).toBeGreaterThan(20);
		expect(findings.filter(({ verdict }) => verdict !== "indeterminate").map(({ ruleId }) => ruleId)).toEqual([]);
	});

	it("has a compliant server in its tests on which every applicable rule passes", () => {
		const findings = evaluate({ scopes: [], resources: [mysqlServer], errors: [] }, { rules, frameworks: indexFrameworks([]), now });
		expect(findings.filter(({ verdict }) => verdict === "fail" || verdict === "indeterminate").map(({ detail }) => detail)).toEqual([]);
		expect(MysqlServer.parse(mysqlServer)).toEqual(mysqlServer);
	});
});

describe("a row", () => {
	it.each([
		["5.7.44-log", "", "mysql", [5, 7, 44]],
		["5.5.5-10.6.12-MariaDB", "", "mariadb", [10, 6, 12]],
		["8.0.36", "Source distribution", "mysql", [8, 0, 36]],
		["10.11.6", "MariaDB Server", "mariadb", [10, 11, 6]],
	] as const)("of version %s (%s) is %s %j", (text, comment, flavour, release) => {
		expect(versionOf({ text, comment })).toEqual({ text, flavour, release });
	});

	it("of a grant may hold quotes and at signs", () => {
		expect(grantOf({ grantee: "'o'@'b'@'%'", db: null, privilege: "SUPER", grantable: "NO" })).toMatchObject({ user: "o'@'b", host: "%" });
	});

	it("of one account in one place belongs with the others of it", () => {
		const row = { user: "a", host: "b", privilege: "SELECT", grantable: false };
		expect(groupGrants([row, { ...row, database: "x" }, { ...row, privilege: "FILE", grantable: true }])).toEqual([
			{ user: "a", host: "b", database: undefined, privileges: ["FILE", "SELECT"], grantable: true },
			{ user: "a", host: "b", database: "x", privileges: ["SELECT"], grantable: false },
		]);
	});
});
