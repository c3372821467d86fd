import type { Row } from "../../../connect/port.ts";
import type { MysqlAccount, MysqlGrant, MysqlRoleGrant, MysqlSession } from "../../../core/resources/mysql.ts";
import { flag, number, optionalText, text } from "../reading.ts";

export function versionOf(row: Row) {
	const version = text(row, "text");
	const numbers = /\d+(?:\.\d+)*/.exec(version.replace(/^5\.5\.5-/, ""))?.[0];
	if (numbers === undefined) throw new TypeError("The version holds no number.");
	const mariadb = /mariadb/i.test(`${version} ${optionalText(row, "comment") ?? ""}`);
	return { text: version, flavour: mariadb ? ("mariadb" as const) : ("mysql" as const), release: numbers.split(".").map(Number) };
}

export const variableOf = (row: Row): readonly [string, string] => [text(row, "name"), optionalText(row, "value") ?? ""];

const tlsTypes: Readonly<Record<string, MysqlAccount["tls"]>> = { "": "none", ANY: "any", X509: "x509", SPECIFIED: "specified" };

export function accountOf(row: Row): MysqlAccount {
	const tls = tlsTypes[optionalText(row, "ssl_type") ?? ""];
	if (!tls) throw new TypeError("An account has an unknown ssl_type.");
	return account(row, tls);
}

/** MariaDB numbers them. */
export function mariadbAccountOf(row: Row): MysqlAccount {
	const tls = (["none", "any", "x509", "specified"] as const)[number(row, "ssl_type")];
	if (!tls) throw new TypeError("An account has an unknown ssl_type.");
	return account(row, tls);
}

const account = (row: Row, tls: MysqlAccount["tls"]): MysqlAccount => {
	const lifetime = row.lifetime === null || row.lifetime === undefined ? undefined : number(row, "lifetime");
	return {
		user: text(row, "user"),
		host: text(row, "host"),
		plugin: text(row, "plugin"),
		hasPassword: flag(row, "has_password"),
		tls,
		locked: flag(row, "locked"),
		// MariaDB writes -1 for the server's default.
		passwordLifetimeDays: lifetime === undefined || lifetime < 0 ? undefined : lifetime,
		role: flag(row, "role"),
		...(row.alternatives === 1 || row.alternatives === "1" ? { alternatives: true } : {}),
	};
};

/** One privilege of one account. */
export interface GrantRow {
	readonly user: string;
	readonly host: string;
	readonly database?: string | undefined;
	readonly privilege: string;
	readonly grantable: boolean;
}

/** `'name'@'host'`; quotes inside are not escaped, so that the last `'@'` divides. */
export function grantOf(row: Row): GrantRow {
	const grantee = text(row, "grantee");
	const at = grantee.lastIndexOf("'@'");
	if (at < 1 || !grantee.startsWith("'") || !grantee.endsWith("'")) throw new TypeError("A grantee is not an account.");
	return {
		user: grantee.slice(1, at),
		host: grantee.slice(at + 3, -1),
		database: optionalText(row, "db"),
		privilege: text(row, "privilege").toUpperCase(),
		grantable: text(row, "grantable").toUpperCase() === "YES",
	};
}

export const roleGrantOf = (row: Row): MysqlRoleGrant => ({
	user: text(row, "user"),
	host: text(row, "host"),
	role: text(row, "role"),
	roleHost: text(row, "role_host"),
});

/** Privileges together by account and place. */
export const groupGrants = (rows: readonly GrantRow[]): MysqlGrant[] =>
	[...Map.groupBy(rows, ({ user, host, database }) => JSON.stringify([user, host, database])).values()].flatMap((group) => {
		const [first] = group;
		return first === undefined
			? []
			: [
					{
						user: first.user,
						host: first.host,
						database: first.database,
						privileges: group.map(({ privilege }) => privilege).sort(),
						grantable: group.some(({ grantable }) => grantable),
					},
				];
	});

export function sessionOf(row: Row): MysqlSession {
	const type = text(row, "type");
	const transport = type === "SSL/TLS" ? "tls" : type === "TCP/IP" ? "tcp" : "local";
	const version = optionalText(row, "version");
	return {
		id: number(row, "id"),
		user: text(row, "user"),
		host: optionalText(row, "host") ?? "",
		database: optionalText(row, "db"),
		transport,
		seconds: typeof row.seconds === "number" && row.seconds >= 0 ? row.seconds : undefined,
		...(row.replication === 1 ? { replication: true } : {}),
		tls: transport === "tls" && version ? { version, cipher: optionalText(row, "cipher") ?? "" } : undefined,
	};
}
