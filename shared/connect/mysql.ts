import { isIP } from "node:net";
import type { AuthPlugin } from "mysql2";
import type { Connection } from "mysql2/promise";
import { type Observed, seen, type Unread, unread } from "../core/observed.ts";
import { explainSqlFailure } from "./failure.ts";
import { defaultTimeouts, grace, type Row, type SqlConnection } from "./port.ts";
import type { Login } from "./postgres.ts";
import type { Target } from "./target.ts";
import { tlsOptions } from "./tls.ts";

/** A session of a MySQL or MariaDB server. */
export interface MysqlClient {
	readonly connection: Connection;
	/** What broke the connection between two statements. */
	readonly lost: () => unknown;
	/** Runs one statement; rejects when the server says nothing for longer than the limit, or the connection is gone. */
	query(sql: string, parameters?: readonly unknown[]): Promise<unknown>;
	/** Says goodbye, and hangs up when the server does not answer. */
	end(): Promise<void>;
}

/** Logs in to a MySQL or MariaDB server; `plugins` are ways of logging in that the driver does not have. */
export async function mysqlClient(target: Target, login: Login, plugins: Readonly<Record<string, AuthPlugin>> = {}): Promise<MysqlClient> {
	const timeouts = login.timeouts ?? defaultTimeouts;
	const { createConnection } = await import("mysql2/promise");
	const tls = tlsOptions(target, login.authorities);
	const connection = await withDeadline(
		createConnection({
			host: target.host,
			port: target.port,
			user: login.user,
			password: login.password ?? "",
			...(target.database === "" ? {} : { database: target.database }),
			...(tls ? { ssl: { ...tls, verifyIdentity: target.tlsMode === "verify-full" } } : {}),
			connectTimeout: timeouts.connect,
			connectAttributes: { program_name: "parapet" },
			multipleStatements: false,
			// Not for the server to choose: it must never get a file of ours, nor a password in clear without a verified certificate.
			flags: ["-LOCAL_FILES"],
			enableCleartextPlugin: target.iam,
			authPlugins: { ...plugins },
			supportBigNumbers: true,
			dateStrings: true,
		}),
		timeouts.connect,
	);
	let lost: unknown;
	connection.on("error", (error: unknown) => {
		lost ??= error;
	});
	return {
		connection,
		lost: () => lost,
		async query(sql, parameters = []) {
			if (lost !== undefined) throw lost;
			const [rows] = await withDeadline(connection.query(sql, [...parameters]), timeouts.statement + grace(timeouts));
			return rows;
		},
		async end() {
			await withDeadline(connection.end(), 1_000).catch(() => connection.destroy());
		},
	};
}

/** Opens the one connection to a MySQL or MariaDB server. */
export async function connectMysql(target: Target, login: Login): Promise<Observed<SqlConnection>> {
	const timeouts = login.timeouts ?? defaultTimeouts;
	const secrets = login.password === undefined ? [] : [login.password];
	// The driver would compare the certificate with "localhost".
	if (target.tlsMode === "verify-full" && isIP(target.host) !== 0)
		return unread({
			service: "mysql",
			operation: "connect",
			cause: "unsupported",
			message: "The certificate of a MySQL server cannot be compared with an IP address: use its name, or sslmode=verify-ca.",
		});
	let client: MysqlClient;
	try {
		client = await mysqlClient(target, login);
	} catch (error) {
		return unread(explainSqlFailure("mysql", "connect", error, secrets));
	}
	const { connection } = client;
	let lost: unknown;
	const refused = await bindToReading(connection, timeouts.statement, secrets);
	if (refused) {
		connection.destroy();
		return unread(refused);
	}
	return seen({
		async query(operation, sql, parameters = []) {
			lost ??= client.lost();
			if (lost !== undefined) return unread(explainSqlFailure("mysql", operation, lost, secrets));
			try {
				return seen((await client.query(sql, parameters)) as Row[]);
			} catch (error) {
				const reason = explainSqlFailure("mysql", operation, error, secrets);
				if (reason.cause === "network" || (error as { code?: string }).code === "PARAPET_TIMEOUT") lost ??= error;
				return unread(reason);
			}
		},
		close: client.end,
	});
}

/**
 * Makes a session read-only and limits its statements, in milliseconds; gives the reason why it could not be made read-only. Reading is all that we
 * promise, so that a session which cannot be bound to it is not to be used.
 */
export async function bindToReading(
	session: { query(sql: string): Promise<unknown> },
	statement: number,
	secrets: readonly string[] = [],
): Promise<Unread | undefined> {
	const set = (sql: string) => withDeadline(session.query(`SET SESSION ${sql}`), statement);
	// MySQL counts milliseconds, for SELECT only; MariaDB seconds. Each refuses the other's, which is no failure; our own deadline stands anyway.
	await set(`max_execution_time = ${statement}`).catch(() => {});
	await set(`max_statement_time = ${Math.ceil(statement / 1000)}`).catch(() => {});
	try {
		await set("TRANSACTION READ ONLY");
		return undefined;
	} catch (error) {
		return explainSqlFailure("mysql", "SET SESSION TRANSACTION READ ONLY", error, secrets);
	}
}

/** Rejects when the promise takes longer; the driver has no time limit of its own for a server that says nothing. */
function withDeadline<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const deadline = new Promise<never>((_, reject) => {
		timer = setTimeout(
			() => reject(Object.assign(new Error("The server did not answer in time."), { code: "PARAPET_TIMEOUT" })),
			milliseconds,
		);
	});
	return Promise.race([promise, deadline]).finally(() => clearTimeout(timer));
}
