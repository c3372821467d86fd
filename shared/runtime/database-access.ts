import { getCACertificates } from "node:tls";
import { type Engine, isRdsHost, parseTarget, type Target } from "../connect/target.ts";
import { ConfigError } from "../core/errors.ts";
import type { DatabaseSecret } from "./database-secret.ts";
import type { DatabaseSettings, DatabaseWish } from "./database-settings.ts";
import { readText } from "./text-file.ts";

/** How to get into one database. `password` ends in the connection and nowhere else. */
export interface DatabaseAccess {
	readonly target: Target;
	readonly user: string;
	readonly password: string | undefined;
	/** A token is made when the connection is opened: it is valid for minutes only. */
	readonly iamRegion: string | undefined;
	/** PEM texts; undefined leaves the choice to the runtime. */
	readonly authorities: readonly string[] | undefined;
}

const certificate = "-----BEGIN CERTIFICATE-----";

type Environment = Readonly<Record<string, string | undefined>>;

const passwordVariables: Readonly<Record<Engine, string>> = { postgres: "PGPASSWORD", mysql: "MYSQL_PWD" };

/** Settles user, password and certificate authorities of every database. Throws `ConfigError` when one is missing. */
export async function resolveDatabases(
	settings: DatabaseSettings,
	environment: Environment,
	readSecret: (arn: string) => Promise<DatabaseSecret>,
): Promise<DatabaseAccess[]> {
	const accesses: DatabaseAccess[] = [];
	for (const wish of settings.wishes) {
		const { place } = wish;
		const passwordFile = wish.passwordFile ?? settings.passwordFile;
		const filePassword = passwordFile === undefined ? undefined : (await readText(passwordFile)).replace(/\r?\n$/, "");
		const authorities = wish.authorities ?? settings.authorities;
		const extra = authorities === undefined ? undefined : await certificates(authorities);
		const secret = wish.secretArn === undefined ? undefined : await readSecret(wish.secretArn);
		const target = targetOf(wish, secret, place);
		const user = target.user ?? secret?.username;
		if (user === undefined) throw new ConfigError(`${place} names no user: postgres://user@host/database.`);
		const iamRegion = target.iam ? (target.region ?? environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION) : undefined;
		if (target.iam && iamRegion === undefined)
			throw new ConfigError(`${place} uses auth=iam, and neither the host nor AWS_REGION says in which region: add &region=eu-west-1.`);
		accesses.push({
			target,
			user,
			iamRegion,
			password: target.iam
				? undefined
				: (wish.url?.password ?? secret?.password ?? filePassword ?? environment[passwordVariables[target.engine]]),
			authorities: target.authorities === undefined ? await commonAuthorities(target, extra) : [await certificates(target.authorities)],
		});
	}
	return accesses;
}

/** Node's authorities with the named ones, and Amazon's own where RDS answers; undefined when Node's are all. */
async function commonAuthorities({ host }: Target, extra: string | undefined): Promise<string[] | undefined> {
	const amazon = isRdsHost(host) ? (await import("../connect/rds-authorities.ts")).rdsAuthorities() : [];
	if (amazon.length === 0 && extra === undefined) return undefined;
	return [...getCACertificates("default"), ...amazon, ...(extra === undefined ? [] : [extra])];
}

/** The target of the URL, or the one that the secret names. */
function targetOf({ url }: DatabaseWish, secret: DatabaseSecret | undefined, place: string): Target {
	if (url) return url.target;
	if (!secret?.host || !secret.engine)
		throw new ConfigError(`${place}: the secret names no engine and host; name the database too: --database postgres://host:5432/db.`);
	const scheme = /postgres/i.test(secret.engine) ? "postgres" : /mysql|mariadb/i.test(secret.engine) ? "mysql" : undefined;
	if (!scheme) throw new ConfigError(`${place}: the secret is of an engine that is neither PostgreSQL, MySQL nor MariaDB.`);
	const port = secret.port === undefined ? "" : `:${secret.port}`;
	const host = secret.host.includes(":") ? `[${secret.host}]` : secret.host;
	return parseTarget(`${scheme}://${host}${port}/${encodeURIComponent(secret.dbname ?? "")}`, `${place}: the secret`).target;
}

/** The certificates of a file; a text that holds some is taken as it is, for where there are no files. */
async function certificates(path: string): Promise<string> {
	if (path.includes(certificate)) return path;
	const text = await readText(path);
	if (!text.includes(certificate)) throw new ConfigError(`${path} holds no certificates in PEM form.`);
	return text;
}
