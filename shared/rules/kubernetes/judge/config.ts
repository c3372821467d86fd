import { Unobserved } from "../../../core/observed.ts";
import type { KubernetesDatabaseConfig } from "../../../core/resources/index.ts";
import type { HbaRule } from "../../../core/resources/postgres.ts";
import { fail, indeterminate, notApplicable, pass, type Verdict } from "../../../core/verdict.ts";
import { expectNone, quoted, type Wording } from "../../judge/offenders.ts";
import { quotedOff } from "../../judge/setting-values.ts";
import { ruleName } from "../../postgres/judge/hba.ts";
import { asServed } from "./hba.ts";
import { nameOf } from "./name.ts";

type Config = KubernetesDatabaseConfig;

/** One setting of a configuration file, and when its value is safe. */
export interface Wanted {
	readonly engine: Config["engine"];
	readonly name: string;
	/** What the server does without it; undefined when that depends on the release or the build. */
	readonly byDefault?: string;
	readonly secure: (value: string) => boolean;
	/** Completes "it must …". */
	readonly must: string;
}

/** Files that replace the whole configuration; others are read in addition to one that is not seen. */
const whole = /^(postgresql\.conf|my\.cnf|mysqld?\.cnf|mariadb\.cnf)$/i;

const isHba = (file: string): boolean => /hba/i.test(file);

/** Judges one setting of the files in a ConfigMap, by the default of the server when they do not set it. */
export function judgeConfig(config: Config, { engine, name, byDefault, secure, must }: Wanted): Verdict {
	const called = nameOf(config);
	if (config.engine !== engine || config.settings === undefined)
		return notApplicable(`${called} holds no configuration file of ${engine === "postgres" ? "PostgreSQL" : "MySQL"}.`);
	const mistake = config.mistakes.find(({ file }) => !isHba(file));
	if (mistake)
		throw new Unobserved(
			`Line ${mistake.line} of ${quoted(mistake.file)} in ${called} could not be taken into account (${quoted(mistake.reason)}), so that the settings are not certain.`,
		);
	const written = settingOf(config.settings, name);
	if (written !== undefined) {
		const value = quotedOff(written);
		const evidence = { setting: name, value: value.slice(0, 200) };
		return secure(value)
			? pass(`${called} sets ${name} = ${quoted(value)}.`, evidence)
			: fail(`${called} sets ${name} = ${quoted(value)}; it must ${must}.`, evidence);
	}
	const evidence = { setting: name, value: null, default: byDefault };
	if (byDefault === undefined)
		return indeterminate(`${called} does not set ${name}, whose default depends on the release; it must ${must}.`, evidence);
	if (secure(byDefault)) return pass(`${called} does not set ${name}, and the default is ${quoted(byDefault)}.`, evidence);
	return config.files.some((file) => whole.test(file))
		? fail(`${called} does not set ${name}, and the default is ${quoted(byDefault)}; it must ${must}.`, evidence)
		: indeterminate(`${called} holds a part of the configuration that does not set ${name}; another part may.`, evidence);
}

/** A setting by its name; MySQL takes dashes for underscores, and `loose_` in front. */
export function settingOf(settings: Readonly<Record<string, string>>, name: string): string | undefined {
	const plain = (key: string) =>
		key
			.toLowerCase()
			.replaceAll("-", "_")
			.replace(/^loose_/, "");
	return Object.entries(settings).findLast(([key]) => plain(key) === name)?.[1];
}

/** Passes when no line of pg_hba.conf offends; throws `Unobserved` when none does but a line was not understood. */
export function judgeHba(config: Config, offenders: (rules: readonly HbaRule[]) => readonly HbaRule[], wording: Wording): Verdict {
	const called = nameOf(config);
	if (config.hba === undefined) return notApplicable(`${called} holds no pg_hba.conf.`);
	const found = offenders(asServed(config.hba));
	const mistake = config.mistakes.find(({ file }) => isHba(file));
	if (found.length === 0 && mistake)
		throw new Unobserved(
			`Line ${mistake.line} of ${quoted(mistake.file)} in ${called} could not be taken into account (${quoted(mistake.reason)}) and may admit anybody.`,
		);
	return expectNone({ name: called }, found.map(ruleName), wording);
}
