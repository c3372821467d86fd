import type { Client } from "pg";
import { postgresClient } from "../../connect/postgres.ts";
import type { Target } from "../../connect/target.ts";
import type { DatabaseAnswer, PasswordChange, Server } from "../effects.ts";
import type { Engine } from "../ports.ts";
import type { DatabaseSecret } from "../secret.ts";
import { failureOf } from "./failure.ts";
import { equalize } from "./postgres-alternate.ts";
import { probesOf } from "./probes.ts";
import { scramVerifier } from "./scram.ts";
import type { EngineSettings } from "./settings.ts";

/** PostgreSQL and Aurora PostgreSQL. */
export function postgresEngine(settings: EngineSettings): Engine {
	/** Runs something in a session; every failure is an answer, and a connection that breaks after a statement was sent is `lost`. */
	const session = async (
		server: Server,
		as: DatabaseSecret,
		run: (client: Client) => Promise<DatabaseAnswer>,
		secrets: readonly string[] = [],
	): Promise<DatabaseAnswer> => {
		const hidden = [as.password, ...secrets];
		const { client, end } = await postgresClient(targetOf(server, as), {
			user: as.username,
			password: as.password,
			authorities: await settings.authorities(server),
			timeouts: settings.timeouts,
		});
		try {
			await client.connect();
			return await run(client);
		} catch (error) {
			return failureOf(error, hidden);
		} finally {
			await end();
		}
	};
	/** Everything or nothing, and not for long: a lock that somebody holds must not use up the step's time. */
	const transaction = async (client: Client, run: () => Promise<void>): Promise<DatabaseAnswer> => {
		await client.query(
			`BEGIN; SET LOCAL statement_timeout = ${settings.timeouts.statement}; SET LOCAL lock_timeout = 5000; SET LOCAL search_path = pg_catalog, pg_temp`,
		);
		try {
			await run();
			await client.query("COMMIT");
		} catch (error) {
			await client.query("ROLLBACK").catch(() => {});
			throw error;
		}
		return { ok: true };
	};
	const change = ({ destination, as, to }: PasswordChange, before: (client: Client) => Promise<void>) =>
		session(
			destination,
			as,
			(client) =>
				transaction(client, async () => {
					await before(client);
					await client.query(
						`ALTER ROLE ${client.escapeIdentifier(to.username)} PASSWORD ${client.escapeLiteral(scramVerifier(to.password))}`,
					);
				}),
			[to.password],
		);
	return {
		login: (server, as) => session(server, as, async () => ({ ok: true })),
		setPassword: (each) => change(each, async () => {}),
		setAlternate: ({ like, ...each }) => change(each, (client) => equalize(client, like.username, each.to.username)),
		probe: (server, as) =>
			session(server, as, async (client) => {
				const { rows } = await client.query(
					"SELECT pg_catalog.pg_is_in_recovery() AS replica, (SELECT ssl FROM pg_catalog.pg_stat_ssl WHERE pid = pg_catalog.pg_backend_pid()) AS tls",
				);
				const [{ replica, tls } = { replica: undefined, tls: undefined }] = rows as { replica?: boolean; tls?: boolean }[];
				if (replica !== false) return { ok: false, failure: "readOnly", message: "The server is a replica: it takes no writes." };
				if (!as.plaintext && tls !== true)
					return { ok: false, failure: "tls", message: "The server does not see the session as encrypted." };
				for (const probe of probesOf(as)) {
					await client.query(`BEGIN TRANSACTION READ ONLY; SET LOCAL statement_timeout = ${settings.timeouts.statement}`);
					await client.query(probe);
					await client.query("ROLLBACK");
				}
				return { ok: true };
			}),
	};
}

const targetOf = ({ host, port }: Server, { dbname, username, plaintext }: DatabaseSecret): Target => ({
	engine: "postgres",
	host,
	port,
	database: dbname ?? "postgres",
	user: username,
	tlsMode: plaintext ? "disable" : "verify-full",
	iam: false,
});
