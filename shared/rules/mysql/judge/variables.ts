import { need, Unobserved } from "../../../core/observed.ts";
import type { MysqlServer } from "../../../core/resources/index.ts";
import { fail, pass, type Verdict } from "../../../core/verdict.ts";
import { quoted } from "../../judge/offenders.ts";

/** Does the server have the variable? Flavours and releases differ. */
export const hasVariable = (server: MysqlServer, name: string): boolean => Object.hasOwn(need(server.variables), name);

/** The global value in force; throws `Unobserved` when the server does not have or does not show the variable. */
export function variableOf(server: MysqlServer, name: string): string {
	const variables = need(server.variables);
	const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
	if (value === undefined) throw new Unobserved(`${server.name} does not show the variable ${name}.`);
	return value;
}

/** Judges one variable by its global value; `wanted` completes "… must …". */
export function judgeVariable(server: MysqlServer, name: string, secure: (value: string) => boolean, wanted: string): Verdict {
	const value = variableOf(server, name);
	const evidence = { variable: name, value: value.slice(0, 200) };
	return secure(value)
		? pass(`${server.name} has ${name} = ${quoted(value)}.`, evidence)
		: fail(`${server.name} has ${name} = ${quoted(value)}; it must ${wanted}.`, evidence);
}

export const isOn = (value: string): boolean => /^(on|1|yes|true)$/i.test(value);

export const isOff = (value: string): boolean => /^(off|0|no|false)$/i.test(value);

/** The items of a comma-separated list, lower case. */
export const items = (value: string): string[] =>
	value
		.toLowerCase()
		.split(",")
		.map((item) => item.trim())
		.filter((item) => item !== "");
