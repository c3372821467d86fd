import type { Client } from "pg";
import { postgresClient } from "../../connect/postgres.ts";
import type { Target } from "../../connect/target.ts";
import type { DatabaseAnswer, DatabaseFailure, PasswordChange, Server } from "../effects.ts";
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
		let end = async () => {};
		try {
			const opened = await postgresClient(targetOf(server, as), {
				user: as.username,
				password: as.password,
				authorities: await settings.authorities(server),
				timeouts: settings.timeouts,
			});
			end = opened.end;
			await opened.client.connect();
			return await run(opened.client);
		} catch (error) {
			return failureOf(error, [as.password, ...secrets]);
		} finally {
			await end();
		}
	};
	/**
	 * Everything or nothing, and not for long: a lock that somebody holds must not use up the step's time. What fails is rolled back by the end of its session. The
	 * session acts as the user who logged in, whatever role its sessions have by default: nobody but that user may change its own password.
	 */
	const transaction = async (client: Client, run: () => Promise<void>): Promise<void> => {
		await client.query(
			`BEGIN READ WRITE; SET LOCAL ROLE NONE; SET LOCAL statement_timeout = ${settings.timeouts.statement}; SET LOCAL lock_timeout = 5000; SET LOCAL search_path = pg_catalog, pg_temp`,
		);
		await run();
		await client.query("COMMIT");
	};
	/**
	 * The server is given a SCRAM verifier, also where its password_encryption is md5: with one a role can log in under the methods scram-sha-256, md5 and password
	 * of pg_hba.conf, while an MD5 hash is of no use under the first, and whoever reads it in a log of the server can log in with it. The price is clients from
	 * before 2018 that do not speak SCRAM (libpq before 10, pgjdbc before 42.2); they cannot log in to a current server's default configuration either.
	 */
	const change = async ({ destination, as, to }: PasswordChange, prepare: (client: Client) => Promise<void>): Promise<DatabaseAnswer> => {
		let verifier: string;
		try {
			verifier = scramVerifier(to.password);
		} catch (error) {
			return { ...failureOf(error, [to.password]), failure: "policy" };
		}
		return session(
			destination,
			as,
			async (client) => {
				const readOnly = await readOnlyAnswer(client);
				if (readOnly) return readOnly;
				await transaction(client, async () => {
					try {
						await prepare(client);
					} catch (error) {
						const answer = failureOf(error, [as.password, to.password]);
						// Only what is said of the password itself may make a rotation give it up.
						throw answer.failure === "policy" ? new Error(answer.message) : error;
					}
					await refuseClosed(client, to.username);
					await client.query(`ALTER ROLE ${client.escapeIdentifier(to.username)} PASSWORD ${client.escapeLiteral(verifier)}`);
				});
				return { ok: true };
			},
			[to.password, verifier],
		);
	};
	return {
		login: (server, as) => session(server, as, async () => ({ ok: true })),
		setPassword: (each) => change(each, async () => {}),
		async setAlternate({ like, ...each }) {
			// The superuser's own password is in another secret, which nobody would tell.
			if (each.as.username === each.to.username || each.as.username === like.username)
				return no("permission", `${JSON.stringify(each.as.username)} cannot be the superuser of a pair that it is one of.`);
			return change(each, (client) => equalize(client, like.username, each.to.username));
		},
		probe: (server, as) =>
			session(server, as, async (client) => {
				const readOnly = await readOnlyAnswer(client);
				if (readOnly) return readOnly;
				// The view shows sessions of other users without their TLS, and one that runs as the first of a pair is the second's.
				await client.query("BEGIN TRANSACTION READ ONLY; SET LOCAL ROLE NONE");
				const { rows } = await client.query("SELECT ssl FROM pg_catalog.pg_stat_ssl WHERE pid = pg_catalog.pg_backend_pid()");
				await client.query("ROLLBACK");
				if (!as.plaintext && (rows as { ssl: boolean }[])[0]?.ssl !== true)
					return no("tls", "The server does not see the session as encrypted.");
				for (const [index, probe] of probesOf(as).entries()) {
					await client.query(`BEGIN TRANSACTION READ ONLY; SET LOCAL statement_timeout = ${settings.timeouts.statement}`);
					try {
						// One statement only: several could leave the transaction.
						await client.query({ text: probe, queryMode: "extended" } as { text: string });
					} catch (error) {
						const answer = failureOf(error, [as.password]);
						// What the network does is no verdict on a probe.
						const failure: DatabaseFailure = /^(timeout|lost|refused)$/.test(answer.failure) ? answer.failure : "permission";
						return no(failure, `Probe ${index + 1} failed: ${answer.message}`);
					}
					await client.query("ROLLBACK");
				}
				return { ok: true };
			}),
	};
}

const no = (failure: DatabaseFailure, message: string): DatabaseAnswer => ({ ok: false, failure, message });

/** A server in recovery takes no writes. A user whose transactions are read-only by default is another thing. */
async function readOnlyAnswer(client: Client): Promise<DatabaseAnswer | undefined> {
	const { rows } = await client.query("SELECT pg_catalog.pg_is_in_recovery() AS replica");
	if ((rows as { replica: boolean }[])[0]?.replica === false) return undefined;
	return no("readOnly", "The server is a replica: it takes no writes.");
}

/** A password of a user that the server lets in with none would be changed for nothing, and for ever be taken for a wrong one. */
async function refuseClosed(client: Client, username: string): Promise<void> {
	const { rows } = await client.query(
		"SELECT rolcanlogin AS login, rolvaliduntil <= pg_catalog.now() AS expired FROM pg_catalog.pg_roles WHERE rolname = $1",
		[username],
	);
	const [role] = rows as { login: boolean; expired: boolean | null }[];
	const name = JSON.stringify(username);
	const problem = !role
		? `There is no role ${name}`
		: !role.login
			? `${name} may not log in`
			: role.expired && `The password of ${name} has expired (VALID UNTIL)`;
	if (problem) throw Object.assign(new Error(`${problem}.`), { code: "42501" });
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
