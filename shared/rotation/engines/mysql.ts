import type { DatabaseAnswer, PasswordChange } from "../effects.ts";
import type { Engine } from "../ports.ts";
import { failureOf } from "./failure.ts";
import { equalize } from "./mysql-alternate.ts";
import { hashFor } from "./mysql-hash.ts";
import { changeOwn } from "./mysql-own.ts";
import { accountsToChange, refuseObstacles, setPasswords } from "./mysql-passwords.ts";
import { type MysqlSession, no, openSession, prepared, readOnlyAnswer, refusal } from "./mysql-session.ts";
import { probesOf } from "./probes.ts";
import type { EngineSettings } from "./settings.ts";

/** Of statements about several accounts MariaDB says only that they failed; why is in the warnings. */
async function explained(query: MysqlSession["query"], error: unknown): Promise<unknown> {
	const { code, message } = error as { code?: unknown; message?: unknown };
	const warnings = code === "ER_CANNOT_USER" ? await query("SHOW WARNINGS").catch(() => []) : [];
	const said = [message, ...warnings.map((row) => row.Message)].filter((each, index, all) => all.indexOf(each) === index).join("; ");
	// Its code is that of a read-only server.
	if (/strict.password.validation/i.test(said))
		return refusal(
			"The server validates passwords and takes no hashes: turn strict_password_validation off, so that no password need be told to it",
		);
	return code === "ER_CANNOT_USER" ? Object.assign(new Error(said), { code }) : error;
}

/** Users that RDS and the servers keep for themselves. */
const reserved = /^(rdsadmin|rdsrepladmin|rdsproxyadmin|mysql\.(sys|session|infoschema)|mariadb\.sys)$/;

/** MySQL, MariaDB and Aurora MySQL. */
export function mysqlEngine(settings: EngineSettings): Engine {
	const session = openSession(settings);
	const change = async (
		{ destination, as, to }: PasswordChange,
		run: (session: MysqlSession) => Promise<void>,
	): Promise<DatabaseAnswer> => {
		try {
			// Whether the password is one that can be used at all.
			hashFor("mysql_native_password", to.password);
		} catch (error) {
			return { ...failureOf(error, [to.password]), failure: "policy" };
		}
		if (reserved.test(to.username)) return no("permission", `${JSON.stringify(to.username)} belongs to the server itself.`);
		return session(
			destination,
			as,
			"",
			async (query) => {
				const readOnly = await readOnlyAnswer(query);
				if (readOnly) return readOnly;
				try {
					await run(await prepared(query, settings.timeouts.statement));
				} catch (error) {
					throw await explained(query, error);
				}
				return { ok: true };
			},
			[to.password],
		);
	};
	return {
		async login(server, as) {
			// Without a database: whether its user may use that says nothing about a password.
			const answer = await session(server, as, "", async () => ({ ok: true }));
			// The password is right, and a new one is the cure.
			return !answer.ok && answer.failure === "permission" && /password has expired/i.test(answer.message) ? { ok: true } : answer;
		},
		setPassword: ({ current, ...each }) =>
			change(each, async (opened) => {
				const { as, to } = each;
				try {
					const accounts = await accountsToChange(opened, to.username, to);
					refuseObstacles(accounts, to.plaintext);
					await setPasswords(opened, accounts, to, current);
				} catch (error) {
					if (as.username !== to.username || failureOf(error, []).failure !== "permission") throw error;
					await changeOwn(opened, as, to, current);
				}
			}),
		async setAlternate({ like, ...each }) {
			// The superuser's own password is in another secret, which nobody would tell.
			if (each.as.username === each.to.username || each.as.username === like.username)
				return no("permission", `${JSON.stringify(each.as.username)} cannot be the superuser of a pair that it is one of.`);
			return change(each, (opened) => equalize(opened, like.username, each.to));
		},
		probe: (server, as) =>
			session(server, as, as.dbname ?? "", async (query) => {
				const readOnly = await readOnlyAnswer(query);
				if (readOnly) return readOnly;
				const [tls] = await query("SHOW SESSION STATUS LIKE 'Ssl_cipher'");
				if (!as.plaintext && !tls?.Value) return no("tls", "The server does not see the session as encrypted.");
				// Of the session, not of a transaction, which a probe could end.
				await query("SET SESSION TRANSACTION READ ONLY");
				for (const [index, probe] of probesOf(as).entries()) {
					try {
						await query(probe);
					} catch (error) {
						const answer = failureOf(error, [as.password]);
						// What the network does is no verdict on a probe.
						return no(
							/^(timeout|lost|refused)$/.test(answer.failure) ? answer.failure : "permission",
							`Probe ${index + 1} failed: ${answer.message}`,
						);
					}
				}
				return { ok: true };
			}),
	};
}
