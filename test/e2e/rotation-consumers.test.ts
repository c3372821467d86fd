import { readFile } from "node:fs/promises";
import { inspect } from "node:util";
import mysql from "mysql2/promise";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rotatingMysql } from "../../shared/rotation/client/mysql2.ts";
import { rotatingPostgres } from "../../shared/rotation/client/pg.ts";
import type { RotationEvent } from "../../shared/rotation/client/rotating.ts";
import { stepNames } from "../../shared/rotation/effects.ts";
import { postgresEngine } from "../../shared/rotation/engines/postgres.ts";
import { runStep } from "../../shared/rotation/machine.ts";
import { performWith } from "../../shared/rotation/perform.ts";
import { orderArn, secretReader, secretStore } from "../support/rotation/real.ts";
import { secretModel } from "../support/rotation/secret-model.ts";
import { postgresSuite } from "../support/sql/majors.ts";
import { type MariadbServer, mariadbd, startMariadb } from "../support/sql/mariadb.ts";
import { type PostgresServerProcess, startPostgres } from "../support/sql/postgres.ts";

const rest = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Asks without a pause from several places until told to stop; the errors, and how often it was answered. */
function load(ask: () => Promise<unknown>, places = 8) {
	const errors: string[] = [];
	let answered = 0;
	let going = true;
	const working = Array.from({ length: places }, async () => {
		while (going) {
			try {
				await ask();
				answered++;
			} catch (error) {
				errors.push(String((error as { code?: unknown }).code ?? error));
				await rest(5);
			}
		}
	});
	return {
		errors,
		answered: () => answered,
		async stop() {
			going = false;
			await Promise.all(working);
		},
	};
}

const suite = postgresSuite(18);
describe.skipIf(suite.skip)(`a service on PostgreSQL ${suite.title} whose password is rotated`, () => {
	let server: PostgresServerProcess;
	let authority: string;
	beforeAll(async () => {
		server = await startPostgres(18, { hba: "local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256" });
		authority = await readFile(server.authority, "utf8");
	});
	afterAll(() => server?.stop());

	it("fails no statement, sees every rotation, and leaves no old connection; a plain pool fails", async () => {
		await server.execute("CREATE ROLE service LOGIN PASSWORD 'first-passw0rd'");
		const secret = secretModel(
			orderArn,
			JSON.stringify({
				engine: "postgres",
				host: "localhost",
				port: server.port,
				dbname: "postgres",
				username: "service",
				password: "first-passw0rd",
			}),
		);
		const passwords = ["first-passw0rd"];
		const engine = postgresEngine({ authorities: async () => [authority], timeouts: { connect: 5_000, statement: 5_000 } });
		const perform = performWith(
			{
				secrets: secretStore(secret, {}, () => {
					passwords.push(`rotated-passw0rd-${passwords.length}`);
					return passwords.at(-1) as string;
				}),
				directory: { locate: async ({ host, port }) => ({ host, port }), prove: async () => undefined },
				engines: { postgres: engine, mysql: engine, mariadb: engine },
				now: () => 1_700_000_000_000,
			},
			orderArn,
		);
		const events: RotationEvent[] = [];
		const reader = secretReader(secret);
		// Connections are left after a few statements, so that new ones are opened at every moment.
		const shape = { max: 4, maxUses: 3, ssl: { ca: authority } };
		const pool = rotatingPostgres({
			secretsManager: reader,
			secretId: orderArn,
			open: (login) => new pg.Pool({ ...login, ...shape }),
			onEvent: (event) => events.push(event),
		});
		const plain = new pg.Pool({
			host: "localhost",
			port: server.port,
			user: "service",
			database: "postgres",
			password: "first-passw0rd",
			...shape,
		});
		plain.on("error", () => {});
		const service = load(() => pool.query("SELECT pg_sleep(0.002)"));
		const other = load(() => plain.query("SELECT pg_sleep(0.002)"), 2);
		// One who keeps a connection over the rotation keeps it.
		const kept = await pool.connect();
		for (const token of ["t1", "t2", "t3"]) {
			secret.rotate(token);
			for (const step of stepNames) {
				await runStep({ step, secret: orderArn, token, strategy: "single" }, perform);
				// The gap between two steps, in which the current version does not open the database.
				await rest(150);
			}
		}
		const before = service.answered();
		await rest(200);
		await Promise.all([service.stop(), other.stop()]);
		expect(service.errors).toEqual([]);
		expect(service.answered()).toBeGreaterThan(before);
		expect(other.errors).toContain("28P01");
		expect(events.filter(({ kind }) => kind === "changed").map((event) => "version" in event && event.version)).toEqual([
			"v0",
			"t1",
			"t2",
			"t3",
		]);
		expect((await kept.query("SELECT current_user AS user")).rows).toEqual([{ user: "service" }]);
		kept.release();
		for (const password of passwords)
			expect(inspect([pool, events], { depth: null, showHidden: true }), "a password is shown").not.toContain(password);
		await pool.end();
		await plain.end();
		const superuser = await server.session({});
		await expect
			.poll(async () => (await superuser.query("SELECT count(*)::int AS n FROM pg_stat_activity WHERE usename = 'service'")).rows)
			.toEqual([{ n: 0 }]);
	});
});

if (!mariadbd && process.env.CI === "true") throw new Error("mariadbd is missing in CI: apt-get install mariadb-server");
describe.skipIf(!mariadbd)("a service on MariaDB whose password is rotated", () => {
	let server: MariadbServer;
	let authority: string;
	beforeAll(async () => {
		server = await startMariadb();
		authority = await readFile(server.authority, "utf8");
	});
	afterAll(() => server?.stop());

	it("fails no statement, sees every rotation, and keeps a connection that is in use; a plain pool fails", async () => {
		await server.execute("CREATE USER service@'%' IDENTIFIED BY 'first-passw0rd'");
		const value = (password: string) =>
			JSON.stringify({ engine: "mariadb", host: "localhost", port: server.port, username: "service", password });
		const secret = secretModel(orderArn, value("first-passw0rd"));
		const events: RotationEvent[] = [];
		const ssl = { ca: authority, verifyIdentity: true };
		const pool = rotatingMysql({
			secretsManager: secretReader(secret),
			secretId: orderArn,
			open: (login) => mysql.createPool({ ...login, connectionLimit: 4, ssl }),
			onEvent: (event) => events.push(event),
		});
		const plain = mysql.createPool({
			host: "localhost",
			port: server.port,
			user: "service",
			password: "first-passw0rd",
			connectionLimit: 2,
			ssl,
		});
		/** A statement on a connection that is closed after it, so that new ones are opened at every moment. */
		const once = async (from: { getConnection(): Promise<mysql.PoolConnection> }) => {
			const connection = await from.getConnection();
			try {
				await connection.query("SELECT SLEEP(0.002)");
			} finally {
				connection.destroy();
			}
			// The driver gives the place of a destroyed connection to whoever asks first, before those who wait.
			await rest(1);
		};
		const statements = load(() => pool.execute("SELECT ? + 1", [1]), 4);
		const service = load(() => once(pool), 4);
		const other = load(() => once(plain), 1);
		const kept = await pool.getConnection();
		// What a rotation's steps do to the secret and to the server, one after the other, with a pause after each.
		for (const token of ["t1", "t2", "t3"]) {
			const before = secret.holder("AWSCURRENT");
			secret.rotate(token);
			await rest(50);
			secret.put(token, value(`rotated-passw0rd-${token}`));
			await rest(150);
			await server.execute(`ALTER USER service@'%' IDENTIFIED BY 'rotated-passw0rd-${token}'`);
			await rest(150);
			secret.label({ label: "AWSCURRENT", to: token, from: before });
			secret.label({ label: "AWSPENDING", from: token });
			await rest(150);
		}
		const before = [service.answered(), statements.answered()] as const;
		await rest(200);
		await Promise.all([statements.stop(), service.stop(), other.stop()]);
		expect([...service.errors, ...statements.errors]).toEqual([]);
		expect(service.answered()).toBeGreaterThan(before[0]);
		expect(statements.answered()).toBeGreaterThan(before[1]);
		expect(other.errors).toContain("ER_ACCESS_DENIED_ERROR");
		expect(events.filter(({ kind }) => kind === "changed").map((event) => "version" in event && event.version)).toEqual([
			"v0",
			"t1",
			"t2",
			"t3",
		]);
		const [rows] = await kept.query("SELECT CURRENT_USER() AS user");
		expect(rows).toEqual([{ user: "service@%" }]);
		kept.release();
		expect(inspect([pool, events], { depth: null, showHidden: true })).not.toMatch(/first-passw0rd|rotated-passw0rd/);
		await pool.end();
		await plain.end();
		const root = await mysql.createConnection({ host: "localhost", port: server.port, user: "root", password: server.rootPassword, ssl });
		await expect
			.poll(async () => (await root.query("SELECT COUNT(*) AS n FROM information_schema.PROCESSLIST WHERE USER = 'service'"))[0])
			.toEqual([{ n: 0 }]);
		await root.end();
	});
});
