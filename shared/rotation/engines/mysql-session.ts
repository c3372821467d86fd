import { isIP } from "node:net";
import { mysqlClient } from "../../connect/mysql.ts";
import type { Row } from "../../connect/port.ts";
import type { DatabaseAnswer, DatabaseFailure, Server } from "../effects.ts";
import type { DatabaseSecret } from "../secret.ts";
import { ed25519Signature } from "./ed25519.ts";
import { failureOf } from "./failure.ts";
import { quotedText } from "./mysql-tokens.ts";
import type { EngineSettings } from "./settings.ts";

/** A session that changes something. */
export interface MysqlSession {
	query(sql: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
	readonly mariadb: boolean;
	/** Major, minor, patch; what is missing counts as 0. */
	readonly version: readonly [number, number, number];
}

/** An answer that is no. */
export const no = (failure: DatabaseFailure, message: string): DatabaseAnswer & { ok: false } => ({ ok: false, failure, message });

/** What is not to be done, whatever is tried. */
export const refusal = (message: string): Error => Object.assign(new Error(`${message}.`), { code: "ER_SPECIFIC_ACCESS_DENIED_ERROR" });

/** Which server it is, by its own word: `8.4.3`, `8.0.mysql_aurora.3.08.0`, `5.5.5-10.6.18-MariaDB-log`. */
export function serverVersion(version: string, comment = ""): Pick<MysqlSession, "mariadb" | "version"> {
	const mariadb = /mariadb/i.test(`${version} ${comment}`);
	// MariaDB puts a version of MySQL before its own, for old replicas.
	const own = mariadb ? version.replace(/^5\.5\.5-(?=\d)/, "") : version;
	const [, major = 0, minor = 0, patch = 0] = /^(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(own) ?? [];
	return { mariadb, version: [Number(major), Number(minor), Number(patch)] };
}

/** Is the server as new as that? */
export const isSince = ({ version }: Pick<MysqlSession, "version">, wanted: readonly [number, number, number]): boolean => {
	const at = wanted.findIndex((part, index) => part !== version[index]);
	return at < 0 || (version[at] ?? 0) > (wanted[at] ?? 0);
};

/** MySQL keeps a second password of an account since 8.0.14. */
export const hasDualPasswords = (session: Pick<MysqlSession, "mariadb" | "version">): boolean =>
	!session.mariadb && isSince(session, [8, 0, 14]);

/** Opens sessions; every failure is an answer, and a connection that breaks after a statement was sent is `lost`. `database` is the secret's, or none. */
export const openSession =
	(settings: EngineSettings) =>
	async (
		server: Server,
		as: DatabaseSecret,
		database: string,
		run: (query: MysqlSession["query"]) => Promise<DatabaseAnswer>,
		secrets: readonly string[] = [],
	): Promise<DatabaseAnswer> => {
		const { host, port } = server;
		// The driver would compare the certificate with "localhost".
		if (!as.plaintext && isIP(host) !== 0)
			return no("tls", "The certificate of a MySQL server cannot be compared with an IP address: use its name.");
		let end = async () => {};
		const hidden = [as.password, ...secrets].flatMap((secret) => [secret, quotedText(secret).slice(1, -1)]);
		try {
			const client = await mysqlClient(
				{ engine: "mysql", host, port, database, user: as.username, tlsMode: as.plaintext ? "disable" : "verify-full", iam: false },
				{ user: as.username, password: as.password, authorities: await settings.authorities(server), timeouts: settings.timeouts },
				{ client_ed25519: () => (data) => ed25519Signature(as.password, data.subarray(0, 32)) },
			);
			end = client.end;
			return await run(async (sql, parameters) => (await client.query(sql, parameters)) as readonly Row[]);
		} catch (error) {
			return failureOf(error, hidden);
		} finally {
			await end();
		}
	};

/** Makes a session one that changes accounts, whatever the server's defaults are, and that does not wait for long. */
export async function prepared(query: MysqlSession["query"], statement: number): Promise<MysqlSession> {
	// Quotes in what we say and are told follow the mode.
	await query("SET SESSION sql_mode = '', SESSION autocommit = 1, SESSION lock_wait_timeout = 5, SESSION sql_quote_show_create = 1");
	await query("SET SESSION TRANSACTION READ WRITE");
	const [row] = await query("SELECT VERSION() AS version, @@version_comment AS comment");
	const server = serverVersion(String(row?.version), String(row?.comment));
	if (server.mariadb) await query(`SET SESSION max_statement_time = ${Math.ceil(statement / 1000)}`);
	return { query, ...server };
}

/** A server that takes no writes: a replica, or a reader of Aurora. */
export async function readOnlyAnswer(query: MysqlSession["query"]): Promise<DatabaseAnswer | undefined> {
	const rows = await query("SHOW GLOBAL VARIABLES WHERE Variable_name IN ('read_only', 'super_read_only', 'innodb_read_only')");
	const on = rows.filter(({ Value }) => !/^(OFF|0)$/i.test(String(Value))).map(({ Variable_name: name }) => String(name));
	return on.length > 0 ? no("readOnly", `The server takes no writes (${on.join(", ")}).`) : undefined;
}
