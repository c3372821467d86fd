import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { createConnection, type RowDataPacket } from "mysql2/promise";
import type { Server } from "../../../shared/rotation/effects.ts";
import { mysqlEngine } from "../../../shared/rotation/engines/mysql.ts";
import { hashFor, opensHash } from "../../../shared/rotation/engines/mysql-hash.ts";
import { quotedName } from "../../../shared/rotation/engines/mysql-tokens.ts";
import type { MariadbServer } from "../sql/mariadb.ts";
import { serverDirectory } from "../sql/process.ts";
import { databaseSecret } from "./real.ts";

export type Kind = "mariadb" | "mysql";

/** A server of MySQL's kind, what a rotation does with it, and everything that it logs. */
export async function openMysql(kind: Kind, start: (settings: Readonly<Record<string, string>>) => Promise<MariadbServer>) {
	const logs = await serverDirectory();
	const server = await start(kind === "mariadb" ? { "plugin-load-add": "auth_ed25519" } : {});
	const authority = await readFile(server.authority, "utf8");
	const engine = mysqlEngine({ authorities: async () => [authority], timeouts: { connect: 5_000, statement: 5_000 } });
	const here: Server = { host: "localhost", port: server.port };
	const as = (username: string, password: string, more: object = {}) =>
		databaseSecret({ engine: kind, dbname: "", username, password, port: server.port, ...more });
	// What tests say before is theirs; from here on nobody may write a password.
	await server.execute(
		`SET GLOBAL general_log_file = '${join(logs, "general.log")}'`,
		`SET GLOBAL slow_query_log_file = '${join(logs, "slow.log")}'`,
		"SET GLOBAL long_query_time = 0",
		"SET GLOBAL general_log = 'ON'",
		"SET GLOBAL slow_query_log = 'ON'",
	);
	const connect = (user: string, password: string, more: object = {}) =>
		createConnection({ host: "localhost", port: server.port, user, password, ssl: { ca: authority }, ...more });
	const root = await connect("root", server.rootPassword);
	const rows = async (sql: string, values: unknown[] = []) =>
		(await root.query<RowDataPacket[]>(sql, values))[0] as Record<string, unknown>[];
	const plugin = kind === "mariadb" ? "mysql_native_password" : "caching_sha2_password";
	const identified = (password: string, by = plugin) =>
		kind === "mariadb" ? `IDENTIFIED VIA ${by} USING '${hashFor(by, password)}'` : `IDENTIFIED WITH ${by} AS '${hashFor(by, password)}'`;
	// Worked out once for each pair: MySQL's hashes are slow on purpose.
	const known = new Map<string, boolean>();
	return {
		kind,
		server,
		authority,
		engine,
		here,
		rows,
		as,
		plugin,
		identified,
		root: as("root", server.rootPassword),
		execute: async (...statements: readonly string[]) => {
			for (const statement of statements) await root.query(statement);
		},
		/** Creates an account without telling the server its password. */
		create: (user: string, password: string, rest = "", host = "%") =>
			root.query(`CREATE USER ${quotedName(user)}@${quotedName(host)} ${identified(password)} ${rest}`),
		log: async () => `${await readFile(join(logs, "general.log"), "utf8")}\n${await readFile(join(logs, "slow.log"), "utf8")}`,
		/** What the server keeps of users' passwords, each with its plugin. */
		stored: async (users: readonly string[]) =>
			new Map(
				(await rows("SELECT User, plugin, authentication_string AS hash FROM mysql.user WHERE User IN (?)", [[...users]])).map(
					(row): [string, string] => [String(row.User), `${row.plugin} ${row.hash}`],
				),
			),
		opens: (stored: string, password: string) => {
			const key = `${stored}\n${password}`;
			const at = stored.indexOf(" ");
			const result = known.get(key) ?? opensHash(stored.slice(0, at), stored.slice(at + 1), password);
			known.set(key, result);
			return result;
		},
		/** What the driver gets as a user, in a session of its own. */
		async query(user: string, password: string, sql: string, more: object = {}) {
			const connection = await connect(user, password, more);
			try {
				return (await connection.query<RowDataPacket[]>(sql))[0] as Record<string, unknown>[];
			} finally {
				await connection.end();
			}
		},
		async stop() {
			await root.end();
			await server.stop();
			await rm(logs, { recursive: true, force: true });
		},
	};
}

export type OpenedMysql = Awaited<ReturnType<typeof openMysql>>;
