import { need, Unobserved } from "../../../core/observed.ts";
import type { PostgresServer } from "../../../core/resources/index.ts";
import type { PostgresSetting } from "../../../core/resources/postgres.ts";
import { fail, pass, type Verdict } from "../../../core/verdict.ts";
import { quoted } from "../../judge/offenders.ts";

/** Where a value comes from that holds for the scanning session alone. */
const ownSources = ["user", "database user", "client", "session", "interactive"];

/** A setting in force; throws `Unobserved` when the server does not show it, or shows one that holds only for the scanning session. */
export function settingOf(server: PostgresServer, name: string): PostgresSetting {
	const settings = need(server.settings);
	const setting = Object.hasOwn(settings, name) ? settings[name] : undefined;
	if (!setting)
		throw new Unobserved(`${server.name} does not show ${name} to the scanning role (pg_monitor is needed), or does not have it.`);
	if (ownSources.includes(setting.source))
		throw new Unobserved(
			`${server.name} has a ${name} of the scanning role's own (source ${setting.source}), which says nothing of other sessions.`,
		);
	return setting;
}

/** The value of a setting in force. */
export const settingValue = (server: PostgresServer, name: string): string => settingOf(server, name).value;

/** Judges one setting by its value in force; `wanted` completes "… must …". */
export function judgeSetting(server: PostgresServer, name: string, secure: (value: string) => boolean, wanted: string): Verdict {
	const { value, source, pendingRestart } = settingOf(server, name);
	const evidence = { setting: name, value: value.slice(0, 200), source, pendingRestart };
	return secure(value)
		? pass(`${server.name} has ${name} = ${quoted(value)} in force.`, evidence)
		: fail(`${server.name} has ${name} = ${quoted(value)} in force; it must ${wanted}.`, evidence);
}

/** The verdict on several settings: the first failure, else the last pass. */
export function judgeAll(...verdicts: readonly [Verdict, ...Verdict[]]): Verdict {
	return verdicts.find(({ verdict }) => verdict !== "pass") ?? verdicts[0];
}

export const isOn = (value: string): boolean => value === "on";

export const isOff = (value: string): boolean => value === "off";

/** The items of a comma-separated list, lower case, without quotes. */
export const items = (value: string): string[] =>
	value
		.toLowerCase()
		.split(",")
		.map((item) => item.trim().replaceAll('"', ""))
		.filter((item) => item !== "");

/** A whole number. */
export function integerOf(value: string, name: string): number {
	if (!/^-?\d+$/.test(value)) throw new Unobserved(`${name} = ${quoted(value)} is not a whole number.`);
	return Number(value);
}
