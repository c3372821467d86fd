import { need } from "../../../core/observed.ts";
import type { MysqlServer } from "../../../core/resources/index.ts";
import type { MysqlAccount, MysqlGrant } from "../../../core/resources/mysql.ts";

/** Accounts that the servers make for themselves (they cannot log in), and Amazon's. */
const systemAccounts = ["mysql.sys", "mysql.session", "mysql.infoschema", "mariadb.sys"];
const amazonAccounts = ["rdsadmin", "rdsrepladmin", "rdsproxyadmin", "rdstopmgr"];

/** Does Amazon run the server? */
export const onRds = (server: MysqlServer): boolean => need(server.platform) === "rds";

/** Accounts that somebody can log in with: no role, not locked, not the server's or Amazon's own. */
export function people(server: MysqlServer): MysqlAccount[] {
	const rds = onRds(server);
	return need(server.accounts).filter(
		({ user, role, locked }) => !role && !locked && !systemAccounts.includes(user) && !(rds && amazonAccounts.includes(user)),
	);
}

/** `shop@10.0.3.%`. */
export const accountName = ({ user, host }: { readonly user: string; readonly host: string }): string => `${user}@${host}`;

/** What accounts that can log in hold globally. */
export function globalGrants(server: MysqlServer): MysqlGrant[] {
	const known = new Set(people(server).map(accountName));
	return need(server.grants).filter((grant) => grant.database === undefined && known.has(accountName(grant)));
}

/** Accounts that hold one of the global privileges, without the allowed users. */
export const holders = (server: MysqlServer, privileges: readonly string[], allowed: readonly string[]): string[] =>
	globalGrants(server)
		.filter((grant) => !allowed.includes(grant.user) && grant.privileges.some((privilege) => privileges.includes(privilege)))
		.map(accountName);

/** Can the account be used only from the server's own host? */
export const isLocalHost = ({ host }: Pick<MysqlAccount, "host">): boolean => ["localhost", "127.0.0.1", "::1"].includes(host);
