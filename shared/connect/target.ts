import { ConfigError } from "../core/errors.ts";
import type { ScanConnection } from "../core/resources/database.ts";

export type Engine = "postgres" | "mysql";
export type TlsMode = ScanConnection["tlsMode"];

/** A database server to read, without its password. */
export interface Target {
	readonly engine: Engine;
	readonly host: string;
	readonly port: number;
	/** Empty for MySQL without one. */
	readonly database: string;
	/** Absent when a secret names it. */
	readonly user?: string | undefined;
	readonly tlsMode: TlsMode;
	/** A file of certificate authorities of its own (`sslrootcert`). */
	readonly authorities?: string | undefined;
	/** Log in with a token of IAM. */
	readonly iam: boolean;
	/** The region that signs the token; from the URL or the host's name. */
	readonly region?: string | undefined;
}

/** A target, and the password when its URL carries one. They are apart so that what is passed on, shown or kept holds no secret. */
export interface ParsedTarget {
	readonly target: Target;
	readonly password?: string | undefined;
}

const engines: Readonly<Record<string, { engine: Engine; port: number; database: string }>> = {
	"postgres:": { engine: "postgres", port: 5432, database: "postgres" },
	"postgresql:": { engine: "postgres", port: 5432, database: "postgres" },
	"mysql:": { engine: "mysql", port: 3306, database: "" },
	"mariadb:": { engine: "mysql", port: 3306, database: "" },
};

const tlsModes: Readonly<Record<string, TlsMode>> = {
	disable: "disable",
	disabled: "disable",
	require: "require",
	required: "require",
	"verify-ca": "verify-ca",
	verify_ca: "verify-ca",
	"verify-full": "verify-full",
	verify_identity: "verify-full",
};

/** Reads a database URL. A `ConfigError` names it by its place, never by its text: it may hold a password. */
export function parseTarget(text: string, place: string): ParsedTarget {
	const refuse = (problem: string) => new ConfigError(`${place} ${problem}`);
	const url = URL.parse(text);
	const facts = url ? engines[url.protocol] : undefined;
	if (!url || !facts) throw refuse("is not a database URL such as postgres://user@host:5432/database or mysql://user@host:3306.");
	if (url.hostname === "") throw refuse("names no host.");
	const decode = (part: string, what: string): string => {
		try {
			return decodeURIComponent(part);
		} catch {
			throw refuse(`has a ${what} that is not percent-encoded correctly.`);
		}
	};
	const parameters = new Map<string, string>();
	for (const [name, value] of url.searchParams) {
		const key = name.toLowerCase();
		if (!known.includes(key)) throw refuse(`has the parameter ${JSON.stringify(name.slice(0, 40))}; known are ${known.join(", ")}.`);
		parameters.set(key.replace("-", ""), value);
	}
	const host = decode(url.hostname, "host")
		.replace(/^\[(.*)\]$/, "$1")
		.toLowerCase();
	const mode = parameters.get("sslmode") ?? "verify-full";
	const tlsMode = tlsModes[mode.toLowerCase()];
	if (!tlsMode)
		throw refuse("has an sslmode that is not disable, require, verify-ca or verify-full (allow and prefer fall back to plaintext).");
	const auth = parameters.get("auth");
	if (auth !== undefined && auth !== "iam" && auth !== "password") throw refuse("has an auth that is neither iam nor password.");
	const iam = auth === "iam";
	if (iam && tlsMode !== "verify-full")
		throw refuse("uses auth=iam, whose token goes over the wire as it is: sslmode must be verify-full.");
	const user = url.username === "" ? undefined : decode(url.username, "user");
	const password = url.password === "" ? undefined : decode(url.password, "password");
	if (iam && password !== undefined) throw refuse("has a password and auth=iam; leave one out.");
	return {
		target: {
			engine: facts.engine,
			host,
			port: url.port === "" ? facts.port : Number(url.port),
			database: decode(url.pathname.replace(/^\//, ""), "database") || facts.database,
			user,
			tlsMode,
			authorities: parameters.get("sslrootcert"),
			iam,
			region: parameters.get("region") ?? regionOf(host),
		},
		password,
	};
}

const known = ["sslmode", "ssl-mode", "sslrootcert", "auth", "region"];

/** `db.abc.eu-west-1.rds.amazonaws.com` is in eu-west-1. */
const regionOf = (host: string): string | undefined => /\.([a-z]{2}(?:-[a-z]+)+-\d)\.rds\.amazonaws\.com(?:\.cn)?$/i.exec(host)?.[1];

/** The identity of the server in snapshots: no user, no password. */
export const targetArn = ({ engine, host, port, database }: Target): string =>
	`${engine}://${host.includes(":") ? `[${host}]` : host}:${port}${database === "" ? "" : `/${encodeURIComponent(database)}`}`;

/** Is it an endpoint of RDS, Aurora or RDS Proxy by its name? */
export const isRdsHost = (host: string): boolean => /\.rds\.amazonaws\.com\.?$/i.test(host);
