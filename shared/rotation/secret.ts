/** Engines whose passwords are rotated; Aurora counts as the engine that it speaks. */
export type RotationEngine = "postgres" | "mysql" | "mariadb";

/**
 * The value of a database secret, in the form that AWS's own functions use. `other` keeps members that are not ours, so that a rotation loses nothing.
 * Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret_json_structure.html
 */
export interface DatabaseSecret {
	readonly engine: RotationEngine;
	readonly host: string;
	readonly port: number;
	readonly username: string;
	readonly password: string;
	readonly dbname?: string | undefined;
	/** ARN of the superuser's secret, for alternating users. */
	readonly masterarn?: string | undefined;
	/** TLS is turned off on purpose. */
	readonly plaintext: boolean;
	/** The whole value as it was read. */
	readonly value: Readonly<Record<string, unknown>>;
}

const engines: Readonly<Record<string, RotationEngine>> = {
	postgres: "postgres",
	postgresql: "postgres",
	"aurora-postgresql": "postgres",
	mysql: "mysql",
	"aurora-mysql": "mysql",
	aurora: "mysql",
	mariadb: "mariadb",
};

const defaultPorts: Readonly<Record<RotationEngine, number>> = { postgres: 5432, mysql: 3306, mariadb: 3306 };

/** The longest name of a user: in bytes for PostgreSQL, which cuts longer ones silently, so that two users could become one; in characters elsewhere. */
export const longestName: Readonly<Record<RotationEngine, number>> = { postgres: 63, mysql: 32, mariadb: 80 };

/** Reads the value of a secret, or says in words without any of its text why it cannot be used. */
export function parseSecret(text: string): DatabaseSecret | string {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		// The parser's message would quote the secret.
		return "it is not JSON";
	}
	if (typeof value !== "object" || value === null || Array.isArray(value)) return "it is no JSON object";
	const record = value as Record<string, unknown>;
	const problems: string[] = [];
	const textOf = (member: string): string => {
		const found = record[member];
		if (typeof found === "string" && found !== "") return found;
		problems.push(found === undefined ? `${member} is missing` : `${member} is not a text`);
		return "";
	};
	const optional = (member: string): string | undefined => {
		const found = record[member];
		if (found === undefined || found === null || typeof found === "string") return found || undefined;
		problems.push(`${member} is not a text`);
		return undefined;
	};
	const engine = engines[textOf("engine").toLowerCase()];
	if (!engine && typeof record.engine === "string" && record.engine !== "")
		problems.push(`engine is none of ${Object.keys(engines).join(", ")}`);
	const host = textOf("host");
	const username = textOf("username");
	const password = textOf("password");
	const dbname = optional("dbname");
	const masterarn = optional("masterarn");
	const port = record.port === undefined ? defaultPorts[engine ?? "postgres"] : Number(record.port);
	if (!Number.isInteger(port) || port < 1 || port > 65535) problems.push("port is no port");
	const plaintext = plaintextOf(record.ssl);
	if (plaintext === undefined) problems.push("ssl is neither true nor false");
	if (engine && lengthOf(username, engine) > longestName[engine])
		problems.push(`username is longer than the ${longestName[engine]} ${unitOf(engine)} that ${engine} allows`);
	if (username.includes("\0")) problems.push("username holds a zero byte");
	if (!engine || problems.length > 0) return problems.join(", ");
	return { engine, host, port, username, password, dbname, masterarn, plaintext: plaintext === true, value: record };
}

/** Absent means TLS: nothing falls back to plaintext by itself. */
function plaintextOf(ssl: unknown): boolean | undefined {
	if (ssl === undefined || ssl === true || ssl === "true") return false;
	if (ssl === false || ssl === "false") return true;
	return undefined;
}

/** The value of a secret with another user and password, every other member as it was. */
export const secretText = (secret: DatabaseSecret, username: string, password: string): string =>
	JSON.stringify({ ...secret.value, username, password });

/** Do both lead to the same database? What differs, for people; undefined when nothing does. */
export function differenceOf(current: DatabaseSecret, other: DatabaseSecret): string | undefined {
	const members = ["engine", "host", "port", "dbname", "plaintext"] as const;
	return members.find((member) => current[member] !== other[member]);
}

const suffix = "_clone";

/** The other user of a pair: `orders` and `orders_clone`. A text in `problem` when its name would be too long. */
export function alternateOf({ username, engine }: DatabaseSecret): { readonly name: string } | { readonly problem: string } {
	if (username.endsWith(suffix) && username.length > suffix.length) return { name: username.slice(0, -suffix.length) };
	const name = `${username}${suffix}`;
	return lengthOf(name, engine) <= longestName[engine]
		? { name }
		: {
				problem: `the name of the second user, ${JSON.stringify(name)}, would be longer than the ${longestName[engine]} ${unitOf(engine)} that ${engine} allows`,
			};
}

/** Which of a pair is the one that is named first, and which the other. */
export function alternateNames(one: string, other: string): { readonly first: string; readonly second: string } {
	return one === `${other}${suffix}` ? { first: other, second: one } : { first: one, second: other };
}

const lengthOf = (name: string, engine: RotationEngine): number =>
	engine === "postgres" ? new TextEncoder().encode(name).length : [...name].length;

const unitOf = (engine: RotationEngine): string => (engine === "postgres" ? "bytes" : "characters");
