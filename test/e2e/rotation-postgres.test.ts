import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DatabaseAnswer, Server } from "../../shared/rotation/effects.ts";
import { stepNames } from "../../shared/rotation/effects.ts";
import { postgresEngine } from "../../shared/rotation/engines/postgres.ts";
import { runStep } from "../../shared/rotation/machine.ts";
import { performWith } from "../../shared/rotation/perform.ts";
import type { Engine } from "../../shared/rotation/ports.ts";
import type { DatabaseSecret } from "../../shared/rotation/secret.ts";
import { generator } from "../support/rotation/history.ts";
import { databaseSecret, hostilePassword, opens, orderArn, secretStore, superuserArn } from "../support/rotation/real.ts";
import { playOnServer } from "../support/rotation/real-history.ts";
import { type SecretModel, secretModel } from "../support/rotation/secret-model.ts";
import { postgresMajors, postgresSuite } from "../support/sql/majors.ts";
import { startPostgres } from "../support/sql/postgres.ts";
import { freePort, serverDirectory } from "../support/sql/process.ts";
import { type Fault, startProxy } from "../support/sql/proxy.ts";

const hba = [
	"local all all trust",
	"hostssl postgres md5_line 127.0.0.1/32 md5",
	"hostssl postgres cleartext_line 127.0.0.1/32 password",
	"host postgres unencrypted 127.0.0.1/32 scram-sha-256",
	"hostnossl postgres unencrypted_cleartext 127.0.0.1/32 password",
	"hostssl postgres all 127.0.0.1/32 scram-sha-256",
].join("\n");

/** Every printable character, and what URLs, shells and SQL trip over. */
const hostile = `${Array.from({ length: 95 }, (_, index) => String.fromCharCode(0x20 + index)).join("")}'; DROP ROLE x; --`;
const hostileNames = [
	`o"r'd; DROP ROLE x; --`,
	"two words",
	"100%s %20",
	"заказы",
	"é".repeat(28),
	"a".repeat(57),
	"orders_clone_x",
	"UPPER",
];
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** A server, what a rotation does with it, and everything that it logs. */
async function open(major: (typeof postgresMajors)[number], standby = false) {
	const logs = await serverDirectory();
	const server = await startPostgres(major, {
		hba,
		standby,
		settings: {
			logging_collector: "on",
			log_directory: logs,
			log_filename: "log",
			log_statement: "all",
			log_min_duration_statement: "0",
			log_min_messages: "debug1",
			log_connections: "on",
		},
	});
	const authority = await readFile(server.authority, "utf8");
	const engine = postgresEngine({ authorities: async () => [authority], timeouts: { connect: 5_000, statement: 5_000 } });
	const here: Server = { host: "localhost", port: server.port };
	const superuser = await server.session({});
	const rows = async (sql: string, values: unknown[] = []) => (await superuser.query(sql, values)).rows as Record<string, unknown>[];
	const as = (username: string, password: string, more: object = {}) => databaseSecret({ username, password, port: server.port, ...more });
	return {
		server,
		engine,
		authority,
		here,
		rows,
		as,
		root: as("postgres", server.superuser.password),
		execute: (sql: string) => server.execute(sql),
		log: () => readFile(join(logs, "log"), "utf8"),
		async stop() {
			await server.stop();
			await rm(logs, { recursive: true, force: true });
		},
		stored: async (users: readonly string[]) =>
			new Map(
				(await rows("SELECT rolname, rolpassword FROM pg_authid WHERE rolname = ANY($1) AND rolpassword IS NOT NULL", [users])).map(
					(row): [string, string] => [String(row.rolname), String(row.rolpassword)],
				),
			),
		/** What the driver gets as a user, in a session of its own. */
		async query(user: string, password: string, sql: string) {
			const client = new pg.Client({
				host: "localhost",
				port: server.port,
				user,
				password,
				database: "postgres",
				ssl: { ca: authority, servername: "localhost" },
			});
			await client.connect();
			try {
				const result = (await client.query(sql)) as pg.QueryResult | pg.QueryResult[];
				return ([result].flat().at(-1) as pg.QueryResult).rows as Record<string, unknown>[];
			} finally {
				await client.end();
			}
		},
	};
}
type Opened = Awaited<ReturnType<typeof open>>;

const ok = { ok: true };
const failed = (failure: string, message: RegExp = /./) => ({ ok: false, failure, message: expect.stringMatching(message) });

/** A rotation of one secret, with its parts. */
function rotation(db: Opened, strategy: "single" | "alternating", value: object, locate = async (): Promise<Server> => db.here) {
	const random = generator(7);
	const passwords: string[] = [];
	const secret: SecretModel = secretModel(
		orderArn,
		JSON.stringify({ engine: "postgres", host: "localhost", port: db.server.port, ...value }),
	);
	const perform = performWith(
		{
			secrets: secretStore(secret, { username: "postgres", password: db.server.superuser.password, port: db.server.port }, () => {
				passwords.push(hostilePassword(random));
				return passwords.at(-1) as string;
			}),
			directory: { locate, prove: async () => undefined },
			engines: { postgres: db.engine, mysql: db.engine, mariadb: db.engine },
			now: () => 1_700_000_000_000,
		},
		orderArn,
	);
	const step = (name: (typeof stepNames)[number], token: string) => runStep({ step: name, secret: orderArn, token, strategy }, perform);
	return {
		secret,
		passwords,
		step,
		current: () => JSON.parse(secret.read({ label: "AWSCURRENT" })?.text ?? "{}") as { username: string; password: string },
		async all(token: string) {
			secret.rotate(token);
			for (const name of stepNames) await step(name, token);
		},
	};
}

describe.each(postgresMajors.map((major) => ({ major, ...postgresSuite(major) })))("rotations on PostgreSQL $title", ({ major, skip }) => {
	describe.skipIf(skip)("with its own rules", () => {
		let db: Opened;
		/** Every password that was ever in use; none may be in a log. */
		const used: string[] = [];
		const answers: DatabaseAnswer[] = [];
		const told = async (answer: Promise<DatabaseAnswer>) => {
			answers.push(await answer);
			return answers.at(-1);
		};
		/** Passwords get to the server as verifiers here too, so that its log shows what the engine says and nothing else. */
		const role = async (name: string, attributes = "") => {
			await db.execute(`CREATE ROLE ${quoted(name)} LOGIN ${attributes}`);
			const password = `first ${name.length} passw0rd of ${name}`.replace(/[^ -~]/g, "u");
			used.push(password);
			expect(await db.engine.setPassword({ destination: db.here, as: db.root, to: db.as(name, password) })).toEqual(ok);
			return password;
		};
		const pair = async (like: string, to: string, password: string, by?: DatabaseSecret) => {
			used.push(password);
			return told(
				db.engine.setAlternate({ destination: db.here, as: by ?? db.root, like: db.as(like, "unused"), to: db.as(to, password) }),
			);
		};

		beforeAll(async () => {
			db = await open(major);
		});
		afterAll(() => db?.stop());

		it("tells a refused password from everything else that keeps one out", async () => {
			const password = await role("entering");
			const login = (server: Partial<Server>, who = db.as("entering", password), engine: Engine = db.engine) =>
				told(engine.login({ ...db.here, ...server }, who));
			expect(await login({})).toEqual(ok);
			used.push("wr0ng-passw0rd");
			expect(await login({}, db.as("entering", "wr0ng-passw0rd"))).toEqual(failed("auth"));
			expect(await login({}, db.as("nobody_of_that_name", password))).toEqual(failed("auth"));
			expect(await login({ port: await freePort() })).toEqual(failed("refused"));
			expect(await login({ host: "no-such-host.invalid" })).toEqual(failed("dns"));
			expect(await login({ host: "127.0.0.1" })).toEqual(failed("tls"));
			const stranger = postgresEngine({ authorities: async () => undefined, timeouts: { connect: 5_000, statement: 5_000 } });
			expect(await login({}, undefined, stranger)).toEqual(failed("tls"));
			const broken = postgresEngine({ authorities: () => Promise.reject(new Error("no file")), timeouts: { connect: 1, statement: 1 } });
			expect(await login({}, undefined, broken)).toEqual(failed("other", /no file/));
			expect(await login({}, db.as("entering", password, { dbname: "template1" }))).toEqual(failed("permission", /pg_hba.conf/));
			expect(await login({}, db.as("entering", password, { ssl: false }))).toEqual(failed("permission", /no encryption|SSL off/));
			await db.execute("ALTER ROLE entering NOLOGIN");
			expect(await login({})).toEqual(failed("permission", /not permitted to log in/));
			for (const [fault, failure] of [
				[{ kind: "stall" }, "timeout"],
				[{ kind: "refuse-tls" }, "tls"],
				[{ kind: "drop-after", bytes: 0 }, "lost"],
			] as [Fault, string][]) {
				const proxy = await startProxy(db.server.port, fault);
				const hasty = postgresEngine({ authorities: async () => [db.authority], timeouts: { connect: 400, statement: 400 } });
				expect(await login({ port: proxy.port }, undefined, hasty), fault.kind).toEqual(failed(failure));
				await proxy.stop();
			}
		});

		it("goes without TLS only where the secret says so, and never gives a password away in clear there", async () => {
			const password = await role("unencrypted");
			expect(await told(db.engine.probe(db.here, db.as("unencrypted", password, { ssl: false })))).toEqual(ok);
			expect(await told(db.engine.probe(db.here, db.as("unencrypted", password)))).toEqual(ok);
			const other = await role("unencrypted_cleartext");
			expect(await told(db.engine.login(db.here, db.as("unencrypted_cleartext", other, { ssl: false })))).toEqual(
				failed("tls", /in clear/),
			);
		});

		it("lets a user change its own password, whatever role and mode its sessions have by default", async () => {
			const password = await role("selfish");
			await db.execute("CREATE ROLE the_owner; GRANT the_owner TO selfish; ALTER ROLE selfish SET role TO the_owner");
			await db.execute("ALTER ROLE selfish SET default_transaction_read_only = on");
			used.push(hostile);
			const to = db.as("selfish", hostile);
			expect(await told(db.engine.setPassword({ destination: db.here, as: db.as("selfish", password), to }))).toEqual(ok);
			expect(await told(db.engine.login(db.here, db.as("selfish", password)))).toEqual(failed("auth"));
			expect(await told(db.engine.probe(db.here, to))).toEqual(ok);
			// What the server keeps is what it would have made of the password itself.
			expect(opens((await db.stored(["selfish"])).get("selfish") ?? "", hostile)).toBe(true);
		});

		it("keeps what the server itself would keep", async () => {
			const session = await db.server.session({});
			await session.query("SET log_statement = 'none'; SET log_min_duration_statement = -1; SET log_min_messages = 'fatal'");
			await session.query(`CREATE ROLE native LOGIN PASSWORD '${hostile.replaceAll("'", "''")}'`);
			expect(opens((await db.stored(["native"])).get("native") ?? "", hostile)).toBe(true);
			expect(opens((await db.stored(["native"])).get("native") ?? "", `${hostile} `)).toBe(false);
		});

		it("opens for psql with a password of every printable character", async () => {
			await role("terminal");
			const to = db.as("terminal", hostile);
			expect(await told(db.engine.setPassword({ destination: db.here, as: db.root, to }))).toEqual(ok);
			const { stdout } = await promisify(execFile)(
				"psql",
				["-XAtw", "-h", "localhost", "-p", String(db.server.port), "-U", "terminal", "-d", "postgres", "-c", "SELECT current_user"],
				{ env: { ...process.env, PGPASSWORD: hostile, PGSSLMODE: "verify-full", PGSSLROOTCERT: db.server.authority } },
			);
			expect(stdout.trim()).toBe("terminal");
		});

		it("changes nothing for those who may not, or with a password that clients would not agree on", async () => {
			const password = await role("meek");
			await role("victim");
			const before = await db.stored(["victim", "meek"]);
			const to = db.as("victim", "stolen-passw0rd");
			used.push("stolen-passw0rd");
			const set = (by: DatabaseSecret, target = to) => told(db.engine.setPassword({ destination: db.here, as: by, to: target }));
			expect(await set(db.as("meek", password))).toEqual(failed("permission"));
			expect(await set(db.root, db.as("victim", "пароль"))).toEqual(failed("policy"));
			expect(await set(db.root, db.as("missing", "stolen-passw0rd"))).toEqual(failed("permission", /no role "missing"/));
			await db.execute("ALTER ROLE victim VALID UNTIL '2020-01-01'");
			expect(await set(db.root)).toEqual(failed("permission", /expired/));
			await db.execute("ALTER ROLE victim VALID UNTIL 'infinity' NOLOGIN");
			expect(await set(db.root)).toEqual(failed("permission", /may not log in/));
			expect(await db.stored(["victim", "meek"])).toEqual(before);
		});

		it("lets an administrator that is no superuser change passwords, since 16 of the roles that it administers", async () => {
			const password = await role("steward", "CREATEROLE");
			const steward = db.as("steward", password);
			await role("tenant");
			const to = db.as("tenant", "tenant's n3w");
			used.push("tenant's n3w");
			const set = () => told(db.engine.setPassword({ destination: db.here, as: steward, to }));
			if (major >= 16) {
				expect(await set()).toEqual(failed("permission"));
				await db.execute("GRANT tenant TO steward WITH ADMIN OPTION");
			}
			expect(await set()).toEqual(ok);
			expect(await told(db.engine.login(db.here, to))).toEqual(ok);
		});

		it("writes a SCRAM verifier where MD5 is still the custom, and clients go on working", async () => {
			await db.execute("ALTER SYSTEM SET password_encryption = 'md5'");
			await db.execute("SELECT pg_reload_conf()");
			try {
				for (const name of ["md5_line", "cleartext_line", "scram_line"]) {
					const session = await db.server.session({});
					await session.query("SET log_statement = 'none'; SET log_min_duration_statement = -1; SET password_encryption = 'md5'");
					await session.query(`CREATE ROLE ${name} LOGIN PASSWORD 'old-passw0rd'`);
					expect((await db.stored([name])).get(name)).toMatch(/^md5/);
					const to = db.as(name, `new passw0rd of ${name}`);
					used.push(to.password, "old-passw0rd");
					const old = db.as(name, "old-passw0rd");
					// An MD5 hash opens nothing under scram-sha-256, so that only the superuser can help there.
					expect(await told(db.engine.login(db.here, old))).toEqual(name === "scram_line" ? failed("auth") : ok);
					const by = name === "scram_line" ? db.root : old;
					expect(await told(db.engine.setPassword({ destination: db.here, as: by, to }))).toEqual(ok);
					expect(await told(db.engine.login(db.here, to))).toEqual(ok);
					expect(await db.query(name, to.password, "SELECT session_user AS u")).toEqual([{ u: name }]);
				}
			} finally {
				await db.execute("ALTER SYSTEM RESET password_encryption");
				await db.execute("SELECT pg_reload_conf()");
			}
		});

		it("makes two users of a pair one in everything that they may and make, in both directions", async () => {
			const first = await role("orders", "CONNECTION LIMIT 7 VALID UNTIL '2090-01-01 00:00:00+00'");
			await db.execute(`
				CREATE SCHEMA shop AUTHORIZATION orders; CREATE TABLE public.granted (id int); GRANT SELECT ON public.granted TO orders;
				ALTER ROLE orders SET search_path TO shop, "$user", "we""ird, name", public; ALTER ROLE orders SET work_mem = '7MB'; ALTER ROLE orders SET "app.tenant" = 'it''s, one';
				ALTER ROLE orders IN DATABASE postgres SET statement_timeout = '9s'`);
			expect(await pair("orders", "orders_clone", "clone's f1rst")).toEqual(ok);
			await db.query("orders", first, "CREATE TABLE shop.by_first AS SELECT 1 AS id");
			await db.query("orders_clone", "clone's f1rst", "CREATE TABLE shop.by_second AS SELECT 2 AS id; DROP TABLE shop.by_first");
			const facts =
				"SELECT current_user AS u, current_setting('search_path') AS path, current_setting('work_mem') AS mem, current_setting('app.tenant') AS tenant, current_setting('statement_timeout') AS timeout, (SELECT count(*) FROM public.granted)::int AS granted";
			const expected = {
				u: "orders",
				path: 'shop, "$user", "we""ird, name", public',
				mem: "7MB",
				tenant: "it's, one",
				timeout: "9s",
				granted: 0,
			};
			expect(await db.query("orders_clone", "clone's f1rst", facts)).toEqual([expected]);
			expect(await db.query("orders", first, `INSERT INTO shop.by_second VALUES (3); ${facts}`)).toEqual([expected]);
			expect(await db.rows("SELECT tableowner FROM pg_tables WHERE schemaname = 'shop'")).toEqual([{ tableowner: "orders" }]);

			// What an earlier way of rotating left behind: objects under the clone's own name, settings that drifted, a grant that came later.
			await db.execute("CREATE TABLE shop.leftover (id int); ALTER TABLE shop.leftover OWNER TO orders_clone");
			await db.execute("CREATE DATABASE of_clone OWNER orders_clone");
			await db.execute(
				"ALTER ROLE orders_clone SET work_mem = '1MB'; ALTER ROLE orders_clone SET temp_buffers = '1MB'; ALTER ROLE orders_clone CONNECTION LIMIT 1",
			);
			await db.execute(
				"ALTER ROLE orders VALID UNTIL '2091-01-01 00:00:00+00'; CREATE TABLE public.later (id int); GRANT SELECT ON public.later TO orders",
			);
			expect(await pair("orders_clone", "orders", "first's sec0nd")).toEqual(ok);
			expect(await told(db.engine.login(db.here, db.as("orders_clone", "clone's f1rst")))).toEqual(ok);
			expect(await db.query("orders_clone", "clone's f1rst", `SELECT * FROM public.later; ${facts}`)).toEqual([expected]);
			expect(await db.query("orders", "first's sec0nd", facts)).toEqual([expected]);
			expect(await db.rows("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'shop'")).toEqual([{ tableowner: "orders" }]);
			expect(await db.rows("SELECT pg_get_userbyid(datdba) AS o FROM pg_database WHERE datname LIKE 'of_clone%'")).toEqual([
				{ o: "orders" },
			]);
			const attributes = await db.rows(
				"SELECT rolconnlimit AS c, rolvaliduntil = '2091-01-01 00:00:00+00' AS v, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls, rolinherit, rolcanlogin FROM pg_roles WHERE rolname IN ('orders', 'orders_clone')",
			);
			expect(attributes).toHaveLength(2);
			expect(attributes[0]).toEqual(attributes[1]);
			expect(attributes[0]).toMatchObject({ c: 7, v: true });
		});

		it("changes only the password when a pair is as it should be", async () => {
			const catalog = async () =>
				JSON.stringify([
					await db.rows("SELECT xmin, * FROM pg_db_role_setting ORDER BY setdatabase, setrole"),
					await db.rows("SELECT xmin, * FROM pg_auth_members ORDER BY roleid, member"),
					await db.rows("SELECT rolname, rolconnlimit, rolvaliduntil FROM pg_roles ORDER BY 1"),
				]);
			const before = await catalog();
			expect(await pair("orders", "orders_clone", "clone's th1rd")).toEqual(ok);
			expect(await pair("orders", "orders_clone", "clone's th1rd")).toEqual(ok);
			expect(await catalog()).toBe(before);
		});

		it("runs the second as what the first runs as, and lets it replicate when the first does", async () => {
			await role("fleet", "REPLICATION");
			await db.execute("CREATE ROLE fleet_owner; GRANT fleet_owner TO fleet; ALTER ROLE fleet SET role TO fleet_owner");
			expect(await pair("fleet", "fleet_clone", "fl33t")).toEqual(ok);
			expect(await db.query("fleet_clone", "fl33t", "SELECT current_user AS u")).toEqual([{ u: "fleet_owner" }]);
			expect(await db.rows("SELECT rolreplication AS r FROM pg_roles WHERE rolname = 'fleet_clone'")).toEqual([{ r: true }]);
		});

		it("refuses a second user that may do more, belongs elsewhere or is somebody else's, and touches nothing", async () => {
			const stored: string[] = [];
			for (const [first, prepare, says] of [
				["r1", "CREATE ROLE r1_clone LOGIN SUPERUSER; GRANT r1 TO r1_clone", /may do more than "r1" \(superuser\)/],
				["r2", "CREATE ROLE r2_clone LOGIN CREATEROLE CREATEDB; GRANT r2 TO r2_clone", /\(createrole, createdb\)/],
				[
					"r3",
					"CREATE ROLE r3_clone LOGIN; GRANT r3, pg_read_all_settings TO r3_clone",
					/memberships of its own \("pg_read_all_settings"\)/,
				],
				["r4", "CREATE ROLE r4_clone LOGIN", /no member of "r4"/],
				["r5", "CREATE ROLE r5_clone LOGIN; GRANT r5 TO r5_clone WITH ADMIN OPTION", /memberships of its own/],
			] as const) {
				await role(first);
				await db.execute(prepare);
				stored.push(first, `${first}_clone`);
				const before = await db.stored(stored);
				expect(await pair(first, `${first}_clone`, "n3ver")).toEqual(failed("permission", says));
				expect(await pair(`${first}_clone`, first, "n3ver")).toEqual(failed("permission", says));
				expect(await db.stored(stored)).toEqual(before);
			}
			// A user whose own name ends like that of a second one has no first.
			await role("lonely_clone");
			expect(await pair("lonely_clone", "lonely", "n3ver")).toEqual(failed("permission", /no role "lonely"/));
			expect(await pair("missing", "missing_clone", "n3ver")).toEqual(failed("permission", /no role "missing"/));
			expect(await db.rows("SELECT 1 FROM pg_roles WHERE rolname = 'missing_clone'")).toEqual([]);
			expect(await pair("postgres", "postgres_clone", "n3ver")).toEqual(failed("permission", /cannot be the superuser of a pair/));
		});

		it("makes pairs as an administrator that is no superuser, and leaves it no privilege", async () => {
			const password = await role("keeper", "CREATEROLE");
			const keeper = db.as("keeper", password);
			await role("stock");
			await db.execute("ALTER ROLE stock SET work_mem = '8MB'");
			const by = (like: string, to: string, next: string) => pair(like, to, next, keeper);
			if (major >= 16) {
				expect(await by("stock", "stock_clone", "st0ck")).toEqual(failed("permission", /ADMIN option/i));
				expect(await db.rows("SELECT 1 FROM pg_roles WHERE rolname = 'stock_clone'")).toEqual([]);
				await db.execute("GRANT stock TO keeper WITH ADMIN OPTION, INHERIT FALSE, SET FALSE");
			}
			expect(await by("stock", "stock_clone", "st0ck")).toEqual(ok);
			expect(await db.query("stock_clone", "st0ck", "SELECT current_user AS u, current_setting('work_mem') AS m")).toEqual([
				{ u: "stock", m: "8MB" },
			]);
			await db.execute("CREATE TABLE stock_left (id int); ALTER TABLE stock_left OWNER TO stock_clone");
			// A grant of the administrator's own to itself is left as it was, too.
			if (major >= 16) await db.execute("SET SESSION AUTHORIZATION keeper; GRANT stock TO keeper WITH INHERIT FALSE, SET TRUE");
			const memberships = () =>
				db.rows("SELECT to_jsonb(m) - 'oid' AS m FROM pg_auth_members m WHERE member = 'keeper'::regrole ORDER BY roleid, grantor");
			const before = await memberships();
			expect(await by("stock_clone", "stock", "st0ck two")).toEqual(ok);
			expect(await memberships()).toEqual(before);
			expect(await db.rows("SELECT tableowner AS o FROM pg_tables WHERE tablename = 'stock_left'")).toEqual([{ o: "stock" }]);
			expect(await told(db.engine.login(db.here, db.as("stock", "st0ck two")))).toEqual(ok);
			expect(await db.rows("SELECT pg_has_role('keeper', 'stock', 'USAGE') AS u")).toEqual([{ u: false }]);
		});

		it("makes a pair once when it is asked twice at the same time", async () => {
			await role("hurried");
			const both = await Promise.all([1, 2].map(() => pair("hurried", "hurried_clone", "hurr1ed")));
			expect(both).toContainEqual(ok);
			for (const answer of both) if (answer?.ok !== true) expect(answer).toEqual(failed("other"));
			expect(await pair("hurried", "hurried_clone", "hurr1ed")).toEqual(ok);
			expect(await db.query("hurried_clone", "hurr1ed", "SELECT current_user AS u")).toEqual([{ u: "hurried" }]);
		});

		it("repairs a membership that lets the second do less", async () => {
			await role("narrow");
			await db.execute("CREATE ROLE narrow_clone NOINHERIT NOLOGIN");
			await db.execute(`GRANT narrow TO narrow_clone${major >= 16 ? " WITH INHERIT FALSE, SET FALSE" : ""}`);
			expect(await pair("narrow", "narrow_clone", "narr0w")).toEqual(ok);
			expect(await db.query("narrow_clone", "narr0w", "SELECT current_user AS u")).toEqual([{ u: "narrow" }]);
		});

		it.each(hostileNames)("serves a user and a pair by the name of %s", async (name) => {
			const password = await role(name);
			const next = `'"\\ ${name.length} next`;
			used.push(next);
			expect(await told(db.engine.setPassword({ destination: db.here, as: db.as(name, password), to: db.as(name, next) }))).toEqual(ok);
			expect(await told(db.engine.probe(db.here, db.as(name, next)))).toEqual(ok);
			if (Buffer.byteLength(name) > 57) return;
			expect(await pair(name, `${name}_clone`, "cl0ne")).toEqual(ok);
			expect(await db.query(`${name}_clone`, "cl0ne", "SELECT current_user AS u, session_user AS s")).toEqual([
				{ u: name, s: `${name}_clone` },
			]);
			expect(await pair(`${name}_clone`, name, "f1rst again")).toEqual(ok);
			expect(await told(db.engine.login(db.here, db.as(name, "f1rst again")))).toEqual(ok);
		});

		it("runs the probes that a secret declares, without letting them change anything", async () => {
			const password = await role("prober");
			const probe = (...probes: string[]) => told(db.engine.probe(db.here, db.as("prober", password, { probes })));
			await db.execute("CREATE TABLE probed (id int); GRANT SELECT, INSERT ON probed TO prober");
			expect(await probe("SELECT 1", "TABLE probed")).toEqual(ok);
			expect(await probe("SELECT 1", "SELECT * FROM pg_authid")).toEqual(failed("permission", /^Probe 2 failed: permission denied/));
			expect(await probe("SELECT * FROM not_there")).toEqual(failed("permission", /^Probe 1 failed/));
			expect(await probe("INSERT INTO probed VALUES (1)")).toEqual(failed("permission", /read-only/));
			expect(await probe("COMMIT; INSERT INTO probed VALUES (1)")).toEqual(failed("permission", /multiple commands/));
			expect(await db.rows("SELECT * FROM probed")).toEqual([]);
		});

		it.each(["single", "alternating"] as const)("takes a secret of %s users through all four steps, again and again", async (strategy) => {
			const user = `whole ${strategy}`;
			const password = await role(user);
			const rotating = rotation(db, strategy, { username: user, password, masterarn: superuserArn, probes: ["SELECT 1"], custom: [1] });
			const seen = [password];
			for (const token of ["t1", "t2", "t3"]) {
				const before = rotating.current();
				await rotating.all(token);
				const after = rotating.current();
				expect(rotating.secret.holder("AWSCURRENT")).toBe(token);
				expect(rotating.secret.holder("AWSPENDING")).toBeUndefined();
				expect(after).toMatchObject({ probes: ["SELECT 1"], custom: [1] });
				expect(seen).not.toContain(after.password);
				seen.push(after.password);
				expect(await told(db.engine.login(db.here, db.as(after.username, after.password)))).toEqual(ok);
				// Users that take turns are both let in until the next rotation.
				const previous = await told(db.engine.login(db.here, db.as(before.username, before.password)));
				expect(previous).toEqual(strategy === "single" ? failed("auth") : ok);
			}
			used.push(...rotating.passwords);
		});

		it("has let no password into the server's log or an answer", async () => {
			const log = await db.log();
			expect(log).toContain("SCRAM-SHA-256$");
			expect(log).toContain("connection authorized: user=selfish");
			expect(new Set(used).size).toBeGreaterThan(40);
			const everything = `${log}\n${JSON.stringify(answers)}`;
			for (const password of [...used, hostile, db.server.superuser.password])
				for (const written of [
					password,
					password.replaceAll("'", "''"),
					encodeURIComponent(password),
					JSON.stringify(password).slice(1, -1),
				])
					expect(everything.includes(written), written).toBe(false);
		});
	});
});

const newest = postgresSuite(18);
describe.skipIf(newest.skip)("rotations on a PostgreSQL that fails", () => {
	let db: Opened;
	beforeAll(async () => {
		db = await open(18);
	});
	afterAll(() => db?.stop());
	const role = async (name: string) => {
		await db.execute(`CREATE ROLE ${name} LOGIN`);
		const to = db.as(name, "p0-passw0rd");
		expect(await db.engine.setPassword({ destination: db.here, as: db.root, to })).toEqual(ok);
		return to.password;
	};

	it.each([
		["the server has committed", true],
		["the server hears of the commit", false],
	])("goes on after a connection that was cut when %s", async (_, heard) => {
		await db.execute("DROP ROLE IF EXISTS unencrypted");
		const password = await role("unencrypted");
		const proxy = await startProxy(db.server.port, { kind: "drop-at", text: "COMMIT", heard });
		let through = true;
		const rotating = rotation(db, "single", { username: "unencrypted", password, ssl: false }, async () => ({
			host: "localhost",
			port: through ? proxy.port : db.server.port,
		}));
		rotating.secret.rotate("t1");
		await rotating.step("createSecret", "t1");
		await expect(rotating.step("setSecret", "t1")).rejects.toMatchObject({ reason: "retry", message: expect.stringContaining("(lost)") });
		const [pending = ""] = rotating.passwords;
		expect(opens((await db.stored(["unencrypted"])).get("unencrypted") ?? "", heard ? pending : password)).toBe(true);
		through = false;
		await proxy.stop();
		for (const step of ["setSecret", "testSecret", "finishSecret"] as const) await rotating.step(step, "t1");
		expect(rotating.current().password).toBe(pending);
		expect(opens((await db.stored(["unencrypted"])).get("unencrypted") ?? "", pending)).toBe(true);
	});

	it("never locks anybody out, over histories with crashes, duplicates and cancellations", async () => {
		const passwords = new Set<string>();
		let crashes = 0;
		let finished = 0;
		for (let seed = 0; seed < 40; seed++) {
			const user = `history_${seed}`;
			const server = { engine: db.engine, port: db.server.port, superuser: db.root, stored: db.stored };
			const history = await playOnServer(server, seed, seed % 2 === 0 ? "single" : "alternating", user, await role(user));
			expect(history.problem, `seed ${seed}`).toBeUndefined();
			crashes += history.crashes;
			finished += history.finished;
			for (const password of history.passwords) passwords.add(password);
		}
		expect(crashes).toBeGreaterThan(40);
		expect(finished).toBeGreaterThan(60);
		const log = await db.log();
		expect([...passwords].filter((password) => log.includes(password) || log.includes(password.replaceAll("'", "''")))).toEqual([]);
	});
});

describe.skipIf(newest.skip)("a PostgreSQL in recovery", () => {
	it("lets one log in, and is no place to change or test a password", async () => {
		const db = await open(18, true);
		try {
			expect(await db.engine.login(db.here, db.root)).toEqual(ok);
			expect(await db.engine.probe(db.here, db.root)).toEqual(failed("readOnly"));
			const change = { destination: db.here, as: db.root, to: db.as("postgres", "n3xt-passw0rd") };
			expect(await db.engine.setPassword(change)).toEqual(failed("readOnly"));
			expect(await db.engine.setAlternate({ ...change, like: db.as("orders", "x"), to: db.as("orders_clone", "y") })).toEqual(
				failed("readOnly"),
			);
			expect(await db.engine.login(db.here, db.root)).toEqual(ok);
		} finally {
			await db.stop();
		}
	});
});
