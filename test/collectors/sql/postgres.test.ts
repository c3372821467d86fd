import { describe, expect, it } from "vitest";
import { collectPostgres, unreadPostgres } from "../../../shared/collectors/sql/postgres/collect.ts";
import { queries } from "../../../shared/collectors/sql/postgres/queries.ts";
import { readSettings } from "../../../shared/collectors/sql/postgres/settings.ts";
import { extensionQuery, sinceQuery, useQuery } from "../../../shared/collectors/sql/postgres/statements.ts";
import { maximumRows } from "../../../shared/collectors/sql/reading.ts";
import { evaluate } from "../../../shared/core/evaluate.ts";
import { indexFrameworks } from "../../../shared/core/framework.ts";
import { PostgresServer } from "../../../shared/core/resources/postgres.ts";
import { rules } from "../../../shared/rules/index.ts";
import { postgresServer } from "../../support/compliant/database.ts";
import { now } from "../../support/rule-table.ts";
import { fakePort } from "../../support/sql/fake-port.ts";

const roleRow = (index: number) => ({
	name: `role_${index}`,
	superuser: false,
	login: true,
	create_role: false,
	create_database: false,
	replication: false,
	bypass_rls: index === 9_999,
	connection_limit: 5,
	password_expires: "2026-07-01T00:00:00.000Z",
});

const sessionRow = (index: number) => ({
	pid: index,
	backend: "client backend",
	user: `role_${index}`,
	database: "orders",
	application: "app",
	client: `10.0.${index >> 8}.${index & 255}`,
	ssl: index !== 4_999,
	version: index === 4_999 ? null : "TLSv1.3",
	cipher: index === 4_999 ? null : "TLS_AES_256_GCM_SHA384",
	gss_encrypted: false,
	started_at: "2026-06-15T11:00:00.000Z",
	transaction_since: null,
	state: "idle",
	state_since: null,
});

const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

const place = [{ rds: false, standby: false }];
const inventoryOf = (resource: PostgresServer) => ({ scopes: [], resources: [resource], errors: [] });

describe("collectPostgres", () => {
	it("reads 10,000 roles, their memberships and 5,000 sessions, and finds the one that offends among them", async () => {
		const port = fakePort(
			new Map<string, readonly Record<string, unknown>[]>([
				[queries.platform, place],
				[queries.roles, many(10_000, roleRow)],
				// A chain as deep as there are roles.
				[
					queries.memberships,
					many(9_999, (index) => ({ role: index === 0 ? "pg_read_all_data" : `role_${index - 1}`, member: `role_${index}`, admin: false })),
				],
				[queries.mayReadSessions, [{ allowed: true }]],
				[queries.sessions, many(5_000, sessionRow)],
			]),
		);
		const server: PostgresServer = { ...postgresServer, ...(await collectPostgres(port)) };
		expect(PostgresServer.safeParse(server).success).toBe(true);
		const findings = evaluate(inventoryOf(server), { rules, frameworks: indexFrameworks([]), now });
		const detail = (id: string) => findings.find(({ ruleId }) => ruleId === id)?.detail;
		expect(detail("postgres-roles-no-bypassrls")).toContain('"role_9999"');
		expect(detail("postgres-sessions-use-tls")).toContain("1 of 5000 network sessions have no TLS");
		const closure = findings.find(({ ruleId }) => ruleId === "postgres-all-data-roles-restricted");
		expect(closure).toMatchObject({ verdict: "fail", evidence: { count: 9_999 } });
		expect(JSON.stringify(closure).length).toBeLessThan(3_000);
	});

	it("asks each question once", async () => {
		const port = fakePort(new Map([[queries.mayReadSessions, [{ allowed: true }]]]));
		await collectPostgres(port);
		expect(new Set(port.asked).size).toBe(port.asked.length);
		expect(port.asked).toHaveLength(Object.keys(queries).length + 1);
		expect(port.asked.some((sql) => sql.startsWith(extensionQuery))).toBe(true);
	});

	it("keeps each refusal to its own fact", async () => {
		const facts = await collectPostgres(fakePort(new Map([[queries.languages, [{ name: "plpgsql", trusted: true }]]])));
		expect(facts.languages).toEqual({ value: [{ name: "plpgsql", trusted: true }] });
		const { languages: _, ...others } = facts;
		for (const fact of Object.values(others)) expect(fact).toMatchObject({ unread: { cause: "denied" } });
	});

	it("does not take sessions without details for sessions", async () => {
		const port = fakePort(
			new Map<string, readonly Record<string, unknown>[]>([
				[queries.mayReadSessions, [{ allowed: false }]],
				[queries.sessions, [sessionRow(1)]],
			]),
		);
		const { sessions } = await collectPostgres(port);
		expect(sessions).toMatchObject({ unread: { cause: "denied", message: expect.stringContaining("pg_monitor") } });
		expect(port.asked).not.toContain(queries.sessions);
	});

	it("leaves out a session that is still logging in", async () => {
		const port = fakePort(
			new Map<string, readonly Record<string, unknown>[]>([
				[queries.mayReadSessions, [{ allowed: true }]],
				[queries.sessions, [{ ...sessionRow(1), started_at: null, ssl: null }, sessionRow(2)]],
			]),
		);
		expect((await collectPostgres(port)).sessions).toMatchObject({ value: [{ pid: 2 }] });
	});

	it.each([
		["a session of which TLS is unknown", queries.sessions, { ...sessionRow(1), ssl: null }, "sessions"],
		["a role without a name", queries.roles, { ...roleRow(1), name: null }, "roles"],
		["a limit that is no number", queries.roles, { ...roleRow(1), connection_limit: "many" }, "roles"],
		["a kind of password that does not exist", queries.passwordTypes, { name: "a", type: "plain" }, "passwordTypes"],
		["databases of a rule that are no list", queries.hba, { line: 1, databases: "all", users: [], options: [] }, "hba"],
	] as const)("gives up a fact rather than guess: %s", async (_, sql, row, fact) => {
		const facts = await collectPostgres(
			fakePort(
				new Map<string, readonly Record<string, unknown>[]>([
					[queries.mayReadSessions, [{ allowed: true }]],
					[sql, [row]],
				]),
			),
		);
		expect(facts[fact]).toMatchObject({ unread: { cause: "malformed" } });
	});

	it("counts a list that is too long as unread: part of it must not pass for the whole", async () => {
		const languages = (count: number) =>
			fakePort(new Map([[queries.languages, many(count, (index) => ({ name: `l${index}`, trusted: true }))]]));
		expect((await collectPostgres(languages(maximumRows))).languages).toHaveProperty("value");
		expect((await collectPostgres(languages(maximumRows + 1))).languages).toMatchObject({ unread: { cause: "skipped" } });
	});

	it("never asks for a hash, the text of a query, or a setting that may hold a password", () => {
		for (const sql of Object.values(queries)) expect(sql).not.toMatch(/\bquery\b|primary_conninfo|subconninfo|umoptions|srvoptions/);
		expect(queries.passwordTypes).toMatch(/^SELECT rolname::text AS name, CASE WHEN rolpassword IS NULL/);
		for (const [name, sql] of Object.entries(queries)) if (name !== "passwordTypes") expect(sql).not.toContain("rolpassword");
		expect(readSettings.filter((name) => /conninfo|secret|_command$|_cmd$|passphrase|keyfile/.test(name))).toEqual([]);
	});

	describe("pg_stat_statements", () => {
		const counting = (more: readonly (readonly [string, readonly Record<string, unknown>[]])[] = []) =>
			new Map<string, readonly Record<string, unknown>[]>([
				[queries.mayReadSessions, [{ allowed: true }]],
				[extensionQuery, [{ schema: '"Ext"', version: "1.11", track: "top", utility: "on" }]],
				[sinceQuery('"Ext"'), [{ since: "2026-06-01T00:00:00.000Z", evictions: 0 }]],
				[useQuery('"Ext"'), [{ role: "app", lost: false, read: "9007199254740991", write: "1", define: "0", other: "2" }]],
				...more,
			]);
		const use = async (answers: ReturnType<typeof counting>) => (await collectPostgres(fakePort(answers))).statementUse;

		it("is asked in the schema that the server quotes, for sums by role", async () => {
			expect(await use(counting())).toEqual({
				value: {
					since: "2026-06-01T00:00:00.000Z",
					evictions: 0,
					utility: true,
					roles: [{ role: "app", read: Number.MAX_SAFE_INTEGER, write: 1, define: 0, other: 2 }],
				},
			});
		});

		it("says that counts are lost when the text of a statement is gone", async () => {
			const lost = await use(counting([[useQuery('"Ext"'), [{ role: "app", lost: true, read: 0, write: 0, define: 0, other: 9 }]]]));
			expect(lost).toMatchObject({ value: { evictions: 1 } });
		});

		it("knows when definitions are not counted", async () => {
			const answer = await use(counting([[extensionQuery, [{ schema: '"Ext"', version: "1.9", track: "all", utility: "off" }]]]));
			expect(answer).toMatchObject({ value: { utility: false } });
		});

		it.each([
			["without the extension", extensionQuery, [], "unsupported", "not installed"],
			["of a server older than 14", extensionQuery, [{ schema: "x", version: "1.8", track: "top", utility: "on" }], "unsupported", "1.8"],
			["that is not loaded", extensionQuery, [{ schema: "x", version: "1.11", track: null, utility: null }], "unsupported", "not loaded"],
			["that counts nothing", extensionQuery, [{ schema: "x", version: "1.11", track: "none", utility: "on" }], "unsupported", "none"],
			["without the right to see others", queries.mayReadSessions, [{ allowed: false }], "denied", "pg_monitor"],
		] as const)("is unread %s", async (_, sql, rows, cause, message) => {
			expect(await use(counting([[sql, rows]]))).toMatchObject({ unread: { cause, message: expect.stringContaining(message) } });
		});

		it("lets no text of a statement out of the server", () => {
			const [, answer = ""] = useQuery("x").split(/\n\t\)\n\tSELECT /);
			expect(answer).not.toMatch(/statement|query/);
			expect(answer).toContain("sum(calls)");
		});
	});

	it("makes every rule indeterminate when the server could not be reached", () => {
		const reason = { service: "postgres", operation: "connect", cause: "network" as const, message: "connect ECONNREFUSED" };
		const findings = evaluate(inventoryOf({ ...postgresServer, ...unreadPostgres(reason) }), {
			rules,
			frameworks: indexFrameworks([]),
			now,
		});
		expect(findings.length).toBeGreaterThan(40);
		expect(findings.filter(({ verdict }) => verdict !== "indeterminate").map(({ ruleId }) => ruleId)).toEqual([]);
	});

	it("has a compliant server in its tests on which every applicable rule passes", () => {
		const findings = evaluate(inventoryOf(postgresServer), { rules, frameworks: indexFrameworks([]), now });
		expect(findings.filter(({ verdict }) => verdict === "fail" || verdict === "indeterminate").map(({ detail }) => detail)).toEqual([]);
		expect(PostgresServer.parse(postgresServer)).toEqual(postgresServer);
	});
});
