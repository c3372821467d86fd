import type { Client as PgClient } from "pg";
import { type Observed, seen, unread } from "../core/observed.ts";
import { explainSqlFailure } from "./failure.ts";
import { defaultTimeouts, grace, type Row, type SqlConnection, type SqlTimeouts } from "./port.ts";
import type { Target } from "./target.ts";
import { tlsOptions } from "./tls.ts";

/** What a connection needs beside the target. */
export interface Login {
	readonly user: string;
	/** A password or a token; never kept in anything that is shown. */
	readonly password?: string | undefined;
	/** PEM texts. */
	readonly authorities?: readonly string[] | undefined;
	readonly timeouts?: SqlTimeouts | undefined;
}

/** A client of a PostgreSQL server that is not connected yet; it never looks for a password by itself. `end` closes it whatever its state. */
export async function postgresClient(
	target: Target,
	login: Login,
): Promise<{ client: PgClient; lost: () => unknown; end: () => Promise<void> }> {
	const timeouts = login.timeouts ?? defaultTimeouts;
	const { default: pg } = await import("pg");
	const client = new pg.Client({
		host: target.host,
		port: target.port,
		database: target.database,
		user: login.user,
		// An empty text keeps the driver from looking for a password in its own environment and files.
		password: login.password ?? "",
		ssl: tlsOptions(target, login.authorities) ?? false,
		application_name: "parapet",
		connectionTimeoutMillis: timeouts.connect,
		query_timeout: timeouts.statement + grace(timeouts),
		keepAlive: true,
	});
	let lost: unknown;
	// Without a listener the loss of a connection between two statements would end the process.
	client.on("error", (error: unknown) => {
		lost ??= error;
	});
	if (target.tlsMode !== "verify-full") refuseCleartext(client);
	return { client, lost: () => lost, end: () => end(client) };
}

/** Opens the one connection to a PostgreSQL server. */
export async function connectPostgres(target: Target, login: Login): Promise<Observed<SqlConnection>> {
	const timeouts = login.timeouts ?? defaultTimeouts;
	const secrets = login.password === undefined ? [] : [login.password];
	const { client, ...session } = await postgresClient(target, login);
	let lost: unknown;
	try {
		await client.connect();
	} catch (error) {
		await session.end();
		return unread(explainSqlFailure("postgres", "connect", error, secrets));
	}
	const begin = `BEGIN TRANSACTION READ ONLY; SET LOCAL statement_timeout = ${timeouts.statement}; SET LOCAL lock_timeout = 2000; SET LOCAL search_path = pg_catalog, pg_temp`;
	return seen({
		async query(operation, sql, parameters = []) {
			lost ??= session.lost();
			if (lost !== undefined) return unread(explainSqlFailure("postgres", operation, lost, secrets));
			try {
				await client.query(begin);
				try {
					const { rows } = await client.query<Row>(sql, [...parameters]);
					return seen(rows);
				} finally {
					lost ??= session.lost();
					if (lost === undefined) await client.query("ROLLBACK");
				}
			} catch (error) {
				const reason = explainSqlFailure("postgres", operation, error, secrets);
				// A statement that outlived the server's own limit leaves the connection in the middle of an answer.
				if (reason.cause === "network" || /Query read timeout/.test(reason.message)) lost ??= error;
				return unread(reason);
			}
		},
		close: session.end,
	});
}

/** The parts of the driver's connection that its types leave out. */
interface Wire {
	prependListener(event: string, listener: () => void): void;
	readonly stream: { destroy(error: Error): void };
}

/** Hangs up before the driver hands the password to whoever asks for it in clear: without a verified name that may be anybody. */
function refuseCleartext(client: PgClient): void {
	const { connection } = client as unknown as { readonly connection: Wire };
	connection.prependListener("authenticationCleartextPassword", () =>
		connection.stream.destroy(new Error("The server asked for the password in clear, which it gets with sslmode=verify-full only.")),
	);
}

/** Says goodbye, and hangs up when the server does not answer. */
async function end(client: PgClient): Promise<void> {
	const timer = setTimeout(
		() => (client as unknown as { connection?: { stream?: { destroy(): void } } }).connection?.stream?.destroy(),
		1_000,
	);
	await client.end().catch(() => {});
	clearTimeout(timer);
}
