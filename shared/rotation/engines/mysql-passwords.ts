import type { DatabaseSecret } from "../secret.ts";
import { type Account, accountName, type Method, obstacleOf, parseAccount, spoken } from "./mysql-accounts.ts";
import { hashFor, opensHash, takesHash } from "./mysql-hash.ts";
import { hasDualPasswords, type MysqlSession, refusal } from "./mysql-session.ts";
import { quotedText } from "./mysql-tokens.ts";

/** An account with what the server keeps of it; undefined where the session may not see that. */
export interface KeptAccount extends Account {
	/** The second password of MySQL. */
	readonly second?: string | undefined;
	/** MariaDB's default role. */
	readonly defaultRole?: string | undefined;
}

/** Hosts whose accounts a secret means: its member `hosts`; undefined for all of the user. */
export function hostsOf({ value }: DatabaseSecret): readonly string[] | undefined {
	const { hosts } = value;
	return Array.isArray(hosts) ? hosts.filter((host): host is string => typeof host === "string") : undefined;
}

/** The accounts of a user, one for each host; undefined when the session may not read them. */
export async function accountsOf(session: MysqlSession, user: string, hosts?: readonly string[]): Promise<KeptAccount[] | undefined> {
	let rows: Awaited<ReturnType<MysqlSession["query"]>>;
	try {
		rows = await session.query("SELECT * FROM mysql.user WHERE User = ?", [user]);
	} catch (error) {
		if (/ACCESS_DENIED_ERROR$/.test(String((error as { code?: unknown }).code))) return undefined;
		throw error;
	}
	// The comparison leaves out blanks at the end; roles have no host.
	const own = rows.filter((row) => row.User === user && row.is_role !== "Y" && (hosts === undefined || hosts.includes(String(row.Host))));
	const accounts: KeptAccount[] = [];
	for (const row of own) {
		const account = await accountAt(session, { user, host: String(row.Host) });
		const attributes = (typeof row.User_attributes === "string" ? JSON.parse(row.User_attributes) : row.User_attributes) as {
			additional_password?: unknown;
		} | null;
		const second = attributes?.additional_password;
		const [first, ...others] = account.methods as [Method, ...Method[]];
		accounts.push({
			...account,
			// What SHOW CREATE USER prints of MySQL's hashes may be escaped beyond recognition.
			methods: session.mariadb ? account.methods : [{ plugin: first.plugin, hash: String(row.authentication_string ?? "") }, ...others],
			second: typeof second === "string" ? second : undefined,
			defaultRole: typeof row.default_role === "string" && row.default_role !== "" ? row.default_role : undefined,
		});
	}
	return accounts.sort((a, b) => (a.host < b.host ? -1 : 1));
}

/** An account as the server describes it, which everybody may ask for the own one. */
export async function accountAt(session: MysqlSession, account: { readonly user: string; readonly host: string }): Promise<Account> {
	const [row] = await session.query(`SHOW CREATE USER ${accountName(account)}`);
	const parsed = parseAccount(String(Object.values(row ?? {})[0]));
	if (parsed.user !== account.user || parsed.host !== account.host)
		throw new Error(`The server describes ${spoken(account)} in a way that is not understood.`);
	return parsed;
}

/** The accounts that an administrator is asked to change, or why it cannot. */
export async function accountsToChange(session: MysqlSession, user: string, to: DatabaseSecret): Promise<KeptAccount[]> {
	const hosts = hostsOf(to);
	const accounts = await accountsOf(session, user, hosts);
	if (!accounts) throw refusal("The accounts cannot be read: whoever changes passwords needs SELECT on mysql.user");
	const missing = hosts?.filter((host) => !accounts.some((account) => account.host === host)) ?? [];
	if (accounts.length === 0 || missing.length > 0)
		throw refusal(
			`There is no account ${missing.length > 0 ? missing.map((host) => spoken({ user, host })).join(", ") : JSON.stringify(user)}`,
		);
	return accounts;
}

/** The ways into an account, as the part of a statement that sets them; passwords become hashes here. */
export function identification({ mariadb }: MysqlSession, methods: readonly Method[], password: string): string {
	const hash = ({ plugin, hash: kept }: Method) => (takesHash(plugin) ? hashFor(plugin, password) : kept);
	if (!mariadb) {
		const [{ plugin }] = methods as [Method];
		return `IDENTIFIED WITH ${quotedText(plugin)} AS ${quotedText(hashFor(plugin, password))}`;
	}
	const written = methods.map((method) => {
		const kept = hash(method);
		return `${quotedText(method.plugin)}${kept === undefined ? "" : ` USING ${quotedText(kept)}`}`;
	});
	return `IDENTIFIED VIA ${written.join(" OR ")}`;
}

/** Every way in that takes a password takes this one. */
const opens = ({ methods }: Account, password: string): boolean =>
	methods.every(({ plugin, hash }) => !takesHash(plugin) || (hash !== undefined && opensHash(plugin, hash, password)));

/** Refuses accounts whose new password would be set for nothing. */
export function refuseObstacles(accounts: readonly Account[], plaintext: boolean): void {
	for (const account of accounts) {
		const obstacle = obstacleOf(account, plaintext, takesHash);
		if (obstacle !== undefined) throw refusal(obstacle);
	}
}

/**
 * Gives accounts a password, all of them in one statement, which MySQL carries out whole or not at all since 8.0. Where an account can have two, the one that clients use
 * stays valid: as the second one when it is the first now, as what it is when it is the second already. Any other second password is thrown away.
 */
export async function setPasswords(
	session: MysqlSession,
	accounts: readonly KeptAccount[],
	to: DatabaseSecret,
	current: DatabaseSecret | undefined,
	ways: (account: KeptAccount) => readonly Method[] = ({ methods }) => methods,
): Promise<void> {
	const dual = hasDualPasswords(session);
	const used = current?.username === to.username ? current.password : undefined;
	const known = (account: KeptAccount, hash: string | undefined) =>
		used !== undefined && opensHash(account.methods[0]?.plugin ?? "", hash ?? "", used);
	const same = (account: KeptAccount) => ways(account).every(({ plugin }, index) => account.methods[index]?.plugin === plugin);
	const changed = accounts.filter((account) => !(opens(account, to.password) && same(account)));
	const statements = changed.map((account) => {
		const retain = dual && same(account) && known(account, account.methods[0]?.hash) ? " RETAIN CURRENT PASSWORD" : "";
		return `${accountName(account)} ${identification(session, ways(account), to.password)}${retain}`;
	});
	if (statements.length > 0) await session.query(`ALTER USER ${statements.join(", ")}`);
	for (const account of accounts)
		if (
			account.second !== undefined &&
			!known(account, account.second) &&
			!(changed.includes(account) && known(account, account.methods[0]?.hash))
		)
			await session.query(`ALTER USER ${accountName(account)} DISCARD OLD PASSWORD`);
}
