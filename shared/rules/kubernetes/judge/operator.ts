import type { KubernetesOperatorDatabase } from "../../../core/resources/index.ts";
import type { HbaRule } from "../../../core/resources/postgres.ts";
import { fail, indeterminate, notApplicable, pass, type Verdict } from "../../../core/verdict.ts";
import { expectNone, quoted, type Wording } from "../../judge/offenders.ts";
import { quotedOff } from "../../judge/setting-values.ts";
import { ruleName } from "../../postgres/judge/hba.ts";
import { settingOf } from "./config.ts";
import { asServed } from "./hba.ts";
import { nameOf } from "./name.ts";

type Database = KubernetesOperatorDatabase;

/** Why rules about the server's settings do not apply to a database that the operator has RDS run. */
export const onRds = (database: Database): Verdict | undefined =>
	database.operator === "ack-rds"
		? notApplicable(`${nameOf(database)} runs on RDS; its instance and parameter group are judged by the scan of AWS.`)
		: undefined;

/** One parameter that a custom resource may set, and when its value is safe. */
export interface WantedParameter {
	readonly name: string;
	/** The value without it, as far as that is certain for the operator and the release. */
	readonly byDefault: string | undefined;
	readonly secure: (value: string) => boolean;
	/** Completes "it must …". */
	readonly must: string;
}

/** Judges one parameter of a PostgreSQL that an operator runs. */
export function judgeParameter(database: Database, wanted: WantedParameter): Verdict {
	if (database.engine !== "postgres") return notApplicable(`${nameOf(database)} is no PostgreSQL.`);
	return onRds(database) ?? judgeValue(database, wanted);
}

/** Judges one parameter of a custom resource, whatever the engine. */
export function judgeValue(database: Database, { name, byDefault, secure, must }: WantedParameter): Verdict {
	const called = nameOf(database);
	const written = settingOf(database.parameters, name);
	const value = written === undefined ? byDefault : quotedOff(written);
	const evidence = { parameter: name, value: value?.slice(0, 200) ?? null, set: written !== undefined };
	if (value === undefined)
		return indeterminate(
			`${called} does not set ${name}, which ${database.operator} or the image then decides; it must ${must}.`,
			evidence,
		);
	const fact = written === undefined ? `does not set ${name}, and the default is ${quoted(value)}` : `sets ${name} = ${quoted(value)}`;
	return secure(value) ? pass(`${called} ${fact}.`, evidence) : fail(`${called} ${fact}; it must ${must}.`, evidence);
}

/** What PostgreSQL does by itself where the operator leaves it alone; other operators than CloudNativePG bring configurations of their own. */
export const leftAlone = ({ operator }: Database, value: string): string | undefined => (operator === "cloudnative-pg" ? value : undefined);

/** The release of PostgreSQL, when the resource says it. */
export const majorOf = ({ version }: Database): number | undefined => {
	const major = Number.parseInt(version ?? "", 10);
	return Number.isNaN(major) ? undefined : major;
};

/** Passes when no line that the custom resource adds to pg_hba.conf offends. */
export function judgeLines(database: Database, offenders: (rules: readonly HbaRule[]) => readonly HbaRule[], wording: Wording): Verdict {
	if (database.hba.length === 0) return notApplicable(`${nameOf(database)} adds no lines to pg_hba.conf.`);
	return expectNone({ name: nameOf(database) }, offenders(asServed(database.hba)).map(ruleName), wording);
}
