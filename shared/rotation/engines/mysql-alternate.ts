import type { Row } from "../../connect/port.ts";
import type { DatabaseSecret } from "../secret.ts";
import { accountName, propertiesOf, spoken } from "./mysql-accounts.ts";
import { type Grants, grantChanges, parseGrants, serverWide, share } from "./mysql-grants.ts";
import {
	accountsOf,
	accountsToChange,
	hostsOf,
	identification,
	type KeptAccount,
	refuseObstacles,
	setPasswords,
} from "./mysql-passwords.ts";
import { type MysqlSession, refusal } from "./mysql-session.ts";
import { quotedName } from "./mysql-tokens.ts";

/**
 * Makes the other user of a pair what the current one is: the same hosts, grants with their options, roles, default roles, demands on TLS, limits and rules for passwords;
 * what it has more is taken from it. MySQL has no role that two users could be one through, so that this is done at every rotation, from the user that is in use, whom new
 * grants are given to. The password comes last, except for an account that is new.
 *
 * A user that may be somebody else's is refused: one that was granted things but nothing of what the current one was, that may do more on the whole server, or that exists
 * for more hosts. Its password would go to those who read the secret.
 */
export async function equalize(session: MysqlSession, like: string, to: DatabaseSecret): Promise<void> {
	const models = await accountsToChange(session, like, to);
	refuseObstacles(models, to.plaintext);
	const others = new Map((await accountsOf(session, to.username, hostsOf(to)))?.map((account) => [account.host, account]));
	const wanted = new Map<string, Grants>();
	for (const model of models) wanted.set(model.host, await grantsOf(session, model));
	for (const other of others.values()) await refuseStranger(session, other, like, wanted.get(other.host));
	const open: KeptAccount[] = [];
	for (const model of models) {
		const other = others.get(model.host);
		const account = { user: to.username, host: model.host };
		if (!other) await session.query(`CREATE USER ${accountName(account)} ${identification(session, model.methods, to.password)}`);
		await equalizeGrants(session, account, wanted.get(model.host) as Grants);
		const [now] = (await accountsOf(session, to.username, [model.host])) ?? [];
		if (!now) throw refusal(`${spoken(account)} is not there any more`);
		await equalizeRoles(session, model, now);
		const properties = propertiesOf(model, now);
		if (properties !== propertiesOf(now, model)) await session.query(`ALTER USER ${accountName(account)} ${properties}`);
		open.push(now);
	}
	const ways = new Map(models.map(({ host, methods }) => [host, methods]));
	await setPasswords(session, open, to, undefined, ({ host, methods }) => ways.get(host) ?? methods);
}

async function grantsOf(session: MysqlSession, account: { readonly user: string; readonly host: string }): Promise<Grants> {
	const rows = await session.query(`SHOW GRANTS FOR ${accountName(account)}`);
	return parseGrants(rows.map((row: Row) => String(Object.values(row)[0])));
}

async function refuseStranger(session: MysqlSession, other: KeptAccount, like: string, wanted: Grants | undefined): Promise<void> {
	if (!wanted)
		throw refusal(
			`${spoken(other)} has no counterpart ${spoken({ user: like, host: other.host })}: drop it, create the other, or name the hosts of the pair in the secret's member "hosts"`,
		);
	const have = await grantsOf(session, other);
	const more = serverWide(have, wanted);
	if (more.length > 0)
		throw refusal(`${spoken(other)} may do more on the whole server than ${JSON.stringify(like)} (${more.join(", ")}): take that from it`);
	if (!share(wanted, have))
		throw refusal(
			`${spoken(other)} has nothing in common with ${JSON.stringify(like)}, so that it may be somebody else's. If both are a pair, grant it what ${JSON.stringify(like)} has`,
		);
}

/** What is granted on a table that was dropped since cannot be granted again. */
const gone = new Set(["ER_NO_SUCH_TABLE", "ER_SP_DOES_NOT_EXIST", "ER_BAD_FIELD_ERROR"]);

async function equalizeGrants(session: MysqlSession, account: { user: string; host: string }, wanted: Grants): Promise<void> {
	const skipped = new Set<string>();
	// Taking everything on an object, or an option, takes more than was meant: the second round gives it back.
	for (let round = 0; round < 3; round++) {
		const { revoke } = grantChanges(wanted, await grantsOf(session, account), accountName(account));
		for (const statement of revoke) await session.query(statement);
		const { grant } = grantChanges(wanted, await grantsOf(session, account), accountName(account));
		for (const statement of grant) {
			try {
				if (!skipped.has(statement)) await session.query(statement);
			} catch (error) {
				if (!gone.has(String((error as { code?: unknown }).code))) throw error;
				skipped.add(statement);
			}
		}
		const left = grantChanges(wanted, await grantsOf(session, account), accountName(account));
		if (left.revoke.length === 0 && left.grant.every((statement) => skipped.has(statement))) return;
	}
	throw refusal(`The grants of ${spoken(account)} cannot be made equal`);
}

async function equalizeRoles(session: MysqlSession, model: KeptAccount, now: KeptAccount): Promise<void> {
	if (session.mariadb) {
		if (model.defaultRole !== now.defaultRole)
			await session.query(
				`SET DEFAULT ROLE ${model.defaultRole === undefined ? "NONE" : quotedName(model.defaultRole)} FOR ${accountName(now)}`,
			);
	} else if (model.defaultRoles !== now.defaultRoles)
		await session.query(`ALTER USER ${accountName(now)} DEFAULT ROLE ${model.defaultRoles ?? "NONE"}`);
}
