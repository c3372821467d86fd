import { isIP } from "node:net";
import { unknownPart } from "./environment.ts";
import { isNoSecret } from "./secret-words.ts";

/** What a connection string says, without its password. Parts that are not plainly what they should be are left out. */
export interface ConnectionString {
	/** postgres, mysql, or undefined for other products. */
	readonly engine: string | undefined;
	readonly host: string | undefined;
	readonly port: number | undefined;
	readonly database: string | undefined;
	readonly user: string | undefined;
	readonly tlsMode: string | undefined;
	/** A password stands in it in the open. */
	readonly password: boolean;
	/** Something beside the password is not known. */
	readonly partly: boolean;
	/** Read by a JDBC or R2DBC driver, which takes no notice of PGSSLMODE. */
	readonly java: boolean;
}

/** Longer texts are no connection strings. */
const maximumLength = 4096;

/** Reads a URL, JDBC URL, libpq or ADO.NET string, or Go DSN; undefined for what is none of them. Never throws. */
export function parseConnectionString(value: string): ConnectionString | undefined {
	const bare = value.trim();
	if (bare.length < 4 || bare.length > maximumLength) return undefined;
	return parseUrl(bare) ?? parseGoDsn(bare) ?? parseKeywords(bare);
}

const engines: readonly (readonly [string, RegExp])[] = [
	["postgres", /^(postgres|postgresql|pgsql|psql|postgis|timescaledb?)$/],
	["mysql", /^(mysql|mysql2|mysqli|mysqlx|mariadb|percona)$/],
];

function parseUrl(value: string): ConnectionString | undefined {
	const [, java = "", scheme = "", driver = "", rest = ""] =
		/^(jdbc:|r2dbcs?:)?((?:[a-z][a-z\d.-]*:){0,3}?[a-z][a-z\d.-]*)((?:\+[\w-]+)?(?::[a-z-]+)?):\/\/(.*)$/is.exec(value) ?? [];
	if (scheme === "") return undefined;
	const names = `${scheme}${driver}`.toLowerCase().split(/[:+]/);
	const engine = engines.find(([, pattern]) => names.some((name) => pattern.test(name)))?.[0];
	const { userinfo, address, path, query } = splitAuthority(rest, engine !== undefined);
	const parameters = new Map(queryOf(query));
	const [user, ...password] = userinfo === undefined ? [] : userinfo.split(":");
	const hidden = [password.join(":"), parameters.get("password") ?? "", parameters.get("pass") ?? ""];
	const [host, port] = hostAndPort(address);
	return {
		engine,
		host,
		port,
		database: shaped(/^[\w$.~-]{1,128}$/, decoded(path.replace(/^\/|\/+$/g, ""))),
		user: shaped(userShape, decoded(user ?? "") || parameters.get("user") || parameters.get("username")),
		tlsMode: modeOf(parameters, { engine, java: java !== "" }),
		password: hidden.some((secret) => !isNoSecret(secret)),
		partly: [address, path, ...[...parameters].flatMap(([name, set]) => (/^pass(word)?$/.test(name) ? [] : [name, set]))].some(isOpen),
		java: java !== "",
	};
}

/** Is something in it not known here, or put in by somebody else? */
const isOpen = (part: string): boolean => part.includes(unknownPart) || /\$[{(]|\{\{/.test(part);

const userShape = /^[\w.$%+-]{1,128}(@[\w.-]{1,128})?$/;

/**
 * A password may hold any character, escaped or not: when an @ is left behind the first slash or question mark, and what stands before cannot be a
 * host or a parameter, it is that which ends the password. Elsewhere than with databases paths may hold one.
 */
function splitAuthority(rest: string, isDatabase: boolean) {
	const end = /[/?#]/.exec(rest)?.index ?? rest.length;
	const beforeQuery = /^[^?]*/.exec(rest)?.[0] ?? "";
	const isAddress = /^[^@:,]*(:\d{0,5})?(,[^@:,]*(:\d{0,5})?)*$|^\[/.test(rest.slice(0, end)) && !/^[^?]*\?[^=]*@/.test(rest);
	const hidden = beforeQuery.includes("@") || isAddress ? beforeQuery.lastIndexOf("@") : rest.lastIndexOf("@");
	const at = isDatabase ? hidden : rest.slice(0, end).lastIndexOf("@");
	const userinfo = at === -1 ? undefined : rest.slice(0, at);
	const [, address = "", path = "", query = ""] = /^([^/?#]*)([^?#]*)\??([^#]*)/.exec(rest.slice(at + 1)) ?? [];
	return { userinfo, address, path, query };
}

const queryOf = (query: string): [string, string][] =>
	query.split(/[&;]/).flatMap((part): [string, string][] => {
		const [, name = "", value = ""] = /^([^=]*)=?(.*)$/s.exec(part) ?? [];
		return name === "" ? [] : [[name.toLowerCase().replace(/[-_\s.]/g, ""), decoded(value)]];
	});

/** The first of several hosts. */
function hostAndPort(address: string): [host: string | undefined, port: number | undefined] {
	const [first = ""] = address.split(",");
	const [, host = "", port] = /^(\[[\da-f:.%]+\]|[^:[\]]*)(?::(\d{1,5}))?$/i.exec(first) ?? [];
	return [shaped(hostShape, decoded(host).replace(/^\[|\]$/g, "")), port === undefined ? undefined : Number(port)];
}

const hostShape = /^(\/[\w./-]{1,200}|[\w.:-]{1,253})$/;

/** A host as a variable of its own names it, with a port behind it or not; undefined when it is no host. */
export function parseHost(value: string): [host: string | undefined, port: number | undefined] {
	const bare = value.trim();
	if (bare.startsWith("/")) return [shaped(hostShape, bare), undefined];
	return isIP(bare) === 6 ? [bare, undefined] : hostAndPort(bare);
}

/** The value when it has the shape that such a value has: what has another is dropped rather than shown. */
const shaped = (shape: RegExp, value: string | undefined): string | undefined => (value && shape.test(value) ? value : undefined);

export const parseUser = (value: string): string | undefined => shaped(userShape, value);
export const parseDatabase = (value: string): string | undefined => shaped(/^[\w$.~-]{1,128}$/, value);

/** A mode as it is written; sentences and passwords are no modes. */
export const parseMode = (value: string): string | undefined => shaped(/^[A-Za-z\d][A-Za-z\d_ -]{0,31}$/, value.trim());

function decoded(value: string): string {
	try {
		return decodeURIComponent(value);
	} catch {
		return value;
	}
}

/** What the parameters say of TLS: the mode where there is one, else the switch; a switch that the driver documents to mean a mode is that mode. */
function modeOf(
	parameters: ReadonlyMap<string, string>,
	{ engine, java = false, go = false }: { engine: string | undefined; java?: boolean; go?: boolean },
) {
	const written = (...names: string[]) => names.map((name) => parameters.get(name)).find((value) => value !== undefined && value !== "");
	const mode = written("sslmode", "tlsmode");
	if (mode !== undefined) return parseMode(mode);
	const on = (value: string | undefined) => value !== undefined && /^(true|yes|1|)$/i.test(value);
	if (java && engine === "postgres" && parameters.has("ssl"))
		return on(parameters.get("ssl")) ? (/nonvalidating/i.test(written("sslfactory") ?? "") ? "require" : "verify-full") : "disable";
	if (java && engine === "mysql" && on(parameters.get("usessl") ?? "no")) {
		if (on(parameters.get("verifyservercertificate") ?? "no")) return "VERIFY_CA";
		if (on(parameters.get("requiressl") ?? "no")) return "REQUIRED";
	}
	const plain = written("tls", "ssl", "usessl", "usetls", "sslenabled", "encrypt");
	if (go && plain === "true") return "VERIFY_IDENTITY";
	return plain === undefined ? undefined : parseMode(plain);
}

/** `user:password@tcp(host:3306)/database?tls=true` of go-sql-driver/mysql. */
function parseGoDsn(value: string): ConnectionString | undefined {
	const match = /^(?:(.*)@)?(?:tcp6?|unix)\(([^()\s]{0,300})\)\/([^?]*)(?:\?(.*))?$/s.exec(value);
	if (!match) return undefined;
	const [, userinfo = "", address = "", path = "", query = ""] = match;
	const [user = "", ...password] = userinfo.split(":");
	const [host, port] = parseHost(address);
	return {
		engine: "mysql",
		host,
		port,
		database: parseDatabase(path),
		user: parseUser(user),
		tlsMode: modeOf(new Map(queryOf(query)), { engine: "mysql", go: true }),
		password: !isNoSecret(password.join(":")),
		partly: [address, query].some((part) => part.includes(unknownPart)),
		java: false,
	};
}

/** `host=db user=app sslmode=require` of libpq, `Host=db;Username=app;SSL Mode=Require` of .NET. */
function parseKeywords(value: string): ConnectionString | undefined {
	const dotNet = value.includes(";");
	const pairs = dotNet
		? value.split(";").map((part) => /^\s*([\w\s.]{1,40}?)\s*=(.*)$/s.exec(part))
		: [...value.matchAll(/([a-z_]{1,40})\s*=\s*('(?:[^'\\]|\\.)*'|\S*)/gi)];
	const keywords = new Map(
		pairs.flatMap((match): [string, string][] =>
			match
				? [[(match[1] as string).toLowerCase().replace(/[\s_.]/g, ""), (match[2] as string).trim().replace(/^(['"])(.*)\1$/s, "$2")]]
				: [],
		),
	);
	const said = (...names: string[]) => names.map((name) => keywords.get(name)).find((text) => text !== undefined);
	const server = said("host", "hostaddr", "server", "datasource", "addr", "address");
	const known = ["user", "username", "userid", "uid", "dbname", "database", "initialcatalog", "port", "sslmode", "password", "pwd"];
	if (server === undefined || !known.some((name) => keywords.has(name))) return undefined;
	const [host, port] = parseHost(server.replace(/^tcp:/, "").replace(/,(\d+)$/, ":$1"));
	const number = /^\d{1,5}$/.test(said("port") ?? "") ? Number(said("port")) : port;
	return {
		engine: engineOfKeywords(keywords, dotNet, number),
		host,
		port: number,
		database: parseDatabase(said("dbname", "database", "initialcatalog") ?? ""),
		user: parseUser(said("user", "username", "userid", "uid") ?? ""),
		tlsMode: modeOf(keywords, { engine: undefined }),
		password: !isNoSecret(said("password", "pwd") ?? ""),
		partly: [...keywords].some(([name, text]) => name !== "password" && name !== "pwd" && text.includes(unknownPart)),
		java: false,
	};
}

/** Npgsql says Host, MySQL Connector Server, as SQL Server does. */
function engineOfKeywords(keywords: ReadonlyMap<string, string>, dotNet: boolean, port: number | undefined): string | undefined {
	if (keywords.has("initialcatalog") || (keywords.has("trustservercertificate") && !keywords.has("host"))) return undefined;
	if (port === 5432) return "postgres";
	if (port === 3306) return "mysql";
	if (!dotNet) return "postgres";
	if (keywords.has("host")) return "postgres";
	return keywords.has("sslmode") || keywords.has("allowpublickeyretrieval") || keywords.has("uid") ? "mysql" : undefined;
}
