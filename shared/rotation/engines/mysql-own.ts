import type { DatabaseSecret } from "../secret.ts";
import { accountName, spoken } from "./mysql-accounts.ts";
import { hashFor, takesHash } from "./mysql-hash.ts";
import { accountAt, accountsOf, hostsOf, refuseObstacles } from "./mysql-passwords.ts";
import { hasDualPasswords, type MysqlSession, refusal } from "./mysql-session.ts";
import { quotedText } from "./mysql-tokens.ts";

/**
 * A user without privileges changes its own password, that of the one account that it is logged in as. MariaDB takes a hash for that; MySQL the password itself, which it
 * keeps out of its logs (`<secret>`) unless log_raw is on: that way is taken only when the secret names no superuser, who could give it a hash.
 */
export async function changeOwn(
	session: MysqlSession,
	as: DatabaseSecret,
	to: DatabaseSecret,
	current: DatabaseSecret | undefined,
): Promise<void> {
	const own = await ownAccount(session);
	if (own.user !== as.username) throw refusal(`${JSON.stringify(as.username)} is logged in as another account, ${spoken(own)}`);
	const hosts = hostsOf(to) ?? (await accountsOf(session, own.user))?.map(({ host }) => host);
	// Clients on other hosts may log in by an account of theirs, which would keep the old password, and then the one before, which nobody has any more.
	if (!hosts)
		throw refusal(
			`${JSON.stringify(own.user)} cannot see whether it has accounts for other hosts than ${JSON.stringify(own.host)}: say in the secret which there are, as in "hosts": [${JSON.stringify(own.host)}]`,
		);
	if (hosts.length !== 1 || hosts[0] !== own.host)
		throw refusal(
			`${JSON.stringify(as.username)} may change only ${spoken(own)} itself, and the secret means ${hosts.map((host) => spoken({ user: own.user, host })).join(", ")}`,
		);
	const account = await accountAt(session, own);
	refuseObstacles([account], to.plaintext);
	if (session.mariadb) {
		const [method] = account.methods.filter(({ plugin }) => takesHash(plugin));
		if (account.methods.length !== 1 || !method)
			throw refusal(`${spoken(own)} has several ways to log in, which only an administrator may change`);
		await session.query(`SET PASSWORD = ${quotedText(hashFor(method.plugin, to.password))}`);
		return;
	}
	if (as.masterarn !== undefined) throw refusal(`${accountName(own)} may not give the server a hash, which the superuser may`);
	const [raw] = await session.query("SHOW GLOBAL VARIABLES LIKE 'log_raw'");
	if (/^(ON|1)$/i.test(String(raw?.Value)))
		throw refusal(
			"The server logs passwords (log_raw is on), so that it is not told one: turn it off, or name a superuser's secret in masterarn",
		);
	await changeInClear(session, as, to, hasDualPasswords(session) && as.password === current?.password);
}

async function changeInClear(
	session: MysqlSession,
	as: DatabaseSecret,
	to: DatabaseSecret,
	retain: boolean,
	replace = false,
): Promise<void> {
	const old = replace ? ` REPLACE ${quotedText(as.password)}` : "";
	try {
		await session.query(`ALTER USER USER() IDENTIFIED BY ${quotedText(to.password)}${old}${retain ? " RETAIN CURRENT PASSWORD" : ""}`);
	} catch (error) {
		const { code } = error as { code?: unknown };
		// Keeping the old one beside it takes APPLICATION_PASSWORD_ADMIN.
		if (retain && code === "ER_SPECIFIC_ACCESS_DENIED_ERROR") return changeInClear(session, as, to, false, replace);
		// PASSWORD REQUIRE CURRENT
		if (!replace && code === "ER_MISSING_CURRENT_PASSWORD") return changeInClear(session, as, to, retain, true);
		throw error;
	}
}

async function ownAccount({ query }: MysqlSession): Promise<{ user: string; host: string }> {
	const [row] = await query("SELECT CURRENT_USER() AS own");
	const own = String(row?.own);
	const at = own.lastIndexOf("@");
	return { user: own.slice(0, at), host: own.slice(at + 1) };
}
