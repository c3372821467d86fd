import type { DatabaseSoftware } from "../../core/resources/kubernetes.ts";
import { type Environment, unknownPart } from "./environment.ts";
import { holdsSecret, mayHoldSecret } from "./secret-words.ts";

/** Variables of database images that say how clients are let in and whether TLS is on. None of them holds a secret. */
const variableNames: ReadonlySet<string> = new Set([
	"POSTGRES_HOST_AUTH_METHOD",
	"POSTGRES_INITDB_ARGS",
	"POSTGRES_SSL_MODE",
	"POSTGRES_SSL",
	"POSTGRESQL_INITDB_ARGS",
	"POSTGRESQL_ENABLE_TLS",
	"POSTGRESQL_TLS_PREFER_SERVER_CIPHERS",
	"POSTGRESQL_ENABLE_LDAP",
	"POSTGRESQL_PGAUDIT_LOG",
	"POSTGRESQL_LOG_CONNECTIONS",
	"POSTGRESQL_LOG_DISCONNECTIONS",
	"ALLOW_EMPTY_PASSWORD",
	"ALLOW_NOSSL",
	"MYSQL_ALLOW_EMPTY_PASSWORD",
	"MYSQL_RANDOM_ROOT_PASSWORD",
	"MYSQL_ONETIME_PASSWORD",
	"MYSQL_ROOT_HOST",
	"MYSQL_ENABLE_TLS",
	"MYSQL_EXTRA_FLAGS",
	"MARIADB_ALLOW_EMPTY_PASSWORD",
	"MARIADB_ALLOW_EMPTY_ROOT_PASSWORD",
	"MARIADB_RANDOM_ROOT_PASSWORD",
	"MARIADB_ROOT_HOST",
	"MARIADB_ENABLE_SSL",
	"MARIADB_ENABLE_TLS",
	"MARIADB_EXTRA_FLAGS",
]);

/** A longer value is no setting of these. */
const maximumLength = 1000;

/** What variables and arguments set of a database server. */
export interface DatabaseSettings {
	/** As far as it is no secret. */
	readonly settings: Record<string, string>;
	/** Names of what is set to something that is not known, or that may be a secret. */
	readonly unknown: readonly string[];
}

/** What variables and arguments set of the database server in a container. */
export function databaseSettingsOf({ engine }: DatabaseSoftware, { variables, command, missing }: Environment): DatabaseSettings {
	const fromVariables = [...variables.values()]
		.filter(({ name }) => variableNames.has(name))
		.map(({ name, value }): [string, string] => [name, value]);
	const words = command.flatMap(wordsOf);
	const isMysql = engine === "mysql" || engine === "mariadb";
	const all = [...fromVariables, ...(isMysql ? mysqlOptions(words) : engine === "postgres" ? postgresOptions(words) : [])];
	const named = all.filter(([name]) => variableNames.has(name) || !mayHoldSecret(name));
	// The last that sets something counts.
	const last = [...new Map(named)];
	return {
		settings: Object.fromEntries(last.filter(([, value]) => isPlain(value))),
		unknown: [
			...last.filter(([, value]) => !isPlain(value)).map(([name]) => name),
			...missing.filter((name) => name === "*" || variableNames.has(name)),
		],
	};
}

const isPlain = (value: string): boolean => value.length <= maximumLength && !value.includes(unknownPart) && !holdsSecret(value);

/** A line that a shell is given is taken apart at its spaces, quotes kept together. */
const wordsOf = (argument: string): string[] =>
	/\s/.test(argument) && argument.length <= 16_384
		? [...argument.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g)].map(([word]) => word.replace(/["']/g, ""))
		: [argument];

/** `-c name=value`, `-cname=value`, `--name=value`; dashes and underscores are the same. */
function postgresOptions(words: readonly string[]): [string, string][] {
	return words.flatMap((word, index): [string, string][] => {
		const previous = words[index - 1];
		const [, name, value] =
			/^(?:-c|--)([A-Za-z_][\w.-]*)\s*=\s*(.*)$/s.exec(word) ??
			(previous === "-c" ? (/^([A-Za-z_][\w.-]*)\s*=\s*(.*)$/s.exec(word) ?? []) : []);
		return name === undefined ? [] : [[name.toLowerCase().replaceAll("-", "_"), unquoted(value ?? "")]];
	});
}

/** `--name=value` or a bare `--name`, which switches on. */
const mysqlOptions = (words: readonly string[]): [string, string][] =>
	words.flatMap((word): [string, string][] => {
		const [, name, value] = /^--([A-Za-z][\w-]*)(?:=(.*))?$/s.exec(word) ?? [];
		return name === undefined ? [] : [[name.toLowerCase().replaceAll("-", "_"), unquoted(value ?? "ON")]];
	});

const unquoted = (value: string): string => value.replace(/^(["'])(.*)\1$/s, "$2");
