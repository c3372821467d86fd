import type { KubernetesWorkload } from "../../core/resources/kubernetes.ts";
import { parseConnectionString } from "./connection-strings.ts";
import type { Environment } from "./environment.ts";
import { isNoSecret, namesPassword } from "./secret-words.ts";

type Credential = Extract<KubernetesWorkload["plaintextCredentials"], { value: unknown }>["value"][number];

/** The longest text in which passwords are looked for. */
const maximumLength = 16_384;

/** Passwords that stand in the open in variables, ConfigMaps that feed them, and arguments: where they stand, never what they are. */
export function credentialsOf(container: string, { variables, command }: Environment): Credential[] {
	const inVariables = [...variables.values()].flatMap(({ name, value, place }): Credential[] => {
		if (namesPassword(name) && !isNoSecret(value)) return [{ container, place, reason: "passwordVariable" }];
		return hasPassword(value) ? [{ container, place, reason: "passwordInUrl" }] : [];
	});
	const isClient = /(^|\/)(mysql\w*|mariadb[\w-]*)$/.test(command[0] ?? "");
	const inArguments = command.flatMap((argument, index): Credential[] =>
		argumentHolds(argument, command[index + 1], isClient) ? [{ container, place: `argument ${index + 1}`, reason: "argument" }] : [],
	);
	return [...inVariables, ...inArguments];
}

/** A URL of any kind, or a connection string, with a password that is no reference. */
function hasPassword(value: string): boolean {
	if (value.length > maximumLength || !/[:=]/.test(value)) return false;
	return (parseConnectionString(value)?.password ?? false) || namedPasswordIn(value);
}

/** `;password=x` of a JDBC URL for another product, `"password": "x"` of JSON, `user/x@` of Oracle's URL. */
function namedPasswordIn(value: string): boolean {
	if (/^jdbc:oracle:\w+:[^/@\s]+\/[^@\s$%{]+@/i.test(value)) return true;
	if (!/^(jdbc|r2dbc):|^\s*\{/i.test(value)) return false;
	const named = value.matchAll(/[;&?{,\s"'._](?:password|passwd|pwd)"?\s*[=:]\s*("[^"]*"|[^;&\s"',}]+)/gi);
	return [...named].some(([, secret = ""]) => !isNoSecret(secret) && !/^"?[$%{<]/.test(secret));
}

/** `--password=x`, `--password x`, `-px` of MySQL's programs, `PGPASSWORD=x` in a shell's line, or a URL with a password. */
function argumentHolds(argument: string, next: string | undefined, isMysqlClient: boolean): boolean {
	if (argument.length > maximumLength) return false;
	const option = /^--?([A-Za-z][\w.-]*)(?:=(.*))?$/s.exec(argument);
	if (option && namesPassword(option[1] as string)) {
		const value = option[2] ?? (next?.startsWith("-") ? "" : (next ?? ""));
		if (!isNoSecret(value)) return true;
	}
	if (isMysqlClient && /^-p./.test(argument) && !isNoSecret(argument.slice(2))) return true;
	if (hasPassword(argument.replace(/^--?[\w.-]+=/, ""))) return true;
	return argument.split(/[\s;|&]+/).some((word) => wordHolds(word, /\bmysql|\bmariadb/.test(argument)));
}

function wordHolds(word: string, besideMysql: boolean): boolean {
	const assigned = /^(?:--?)?([A-Za-z_][\w.-]*)=(.+)$/s.exec(word);
	if (assigned && namesPassword(assigned[1] as string) && isShellSecret(assigned[2] as string)) return true;
	if (besideMysql && /^-p[^\s-]/.test(word) && isShellSecret(word.slice(2))) return true;
	const [url] = /[a-z][a-z\d+.-]{1,30}:\/\/[^\s"']{1,2000}/i.exec(word) ?? [];
	return url !== undefined && !/:\/\/[^@]*\$/.test(url) && hasPassword(url);
}

/** In a shell's line a dollar or a backtick names what is put in when it runs. */
const isShellSecret = (value: string): boolean => !/^["']?[$`]/.test(value) && !isNoSecret(value);
