/** What may tell the environment of something, the surest first. */
export interface EnvironmentHints {
	readonly tags?: Readonly<Record<string, string>> | undefined;
	readonly names?: readonly (string | undefined)[];
}

const keys = new Set(["environment", "env", "stage", "deploymentenvironment", "environmenttype"]);
const productionWords = new Set(["prod", "production", "prd"]);
const otherWords = new Set(
	"dev devel develop development test testing tst qa uat stage staging stg sandbox sbx preprod preproduction nonprod nonproduction preview".split(
		" ",
	),
);
/** Words that say it in a tag of that purpose, and may mean anything in a name. */
const productionValues = new Set([...productionWords, "live", "p"]);
const otherValues = new Set([...otherWords, ..."demo int integration ci lab local ephemeral perf training d t s q".split(" ")]);

/** Is it production? Tags and labels named environment, env or stage speak before names; undefined when nothing tells, or a source contradicts itself. */
export function productionOf(...hints: readonly EnvironmentHints[]): boolean | undefined {
	for (const { tags } of hints) {
		const values = Object.entries(tags ?? {}).flatMap(([key, value]) => (keys.has(bareKey(key)) ? [value] : []));
		const said = agreed(values.map((value) => meaning(value, productionValues, otherValues)));
		if (said !== undefined) return said;
	}
	for (const { names = [] } of hints) {
		for (const name of names) {
			const said = name === undefined ? undefined : meaning(name, productionWords, otherWords);
			if (said !== undefined) return said;
		}
	}
	return undefined;
}

/** `app.kubernetes.io/Deployment-Environment` is `deploymentenvironment`. */
const bareKey = (key: string): string => (key.split(/[/:]/).at(-1) ?? "").toLowerCase().replace(/[-_.\s]/g, "");

function meaning(text: string, production: ReadonlySet<string>, other: ReadonlySet<string>): boolean | undefined {
	// `non-prod` and `pre-prod` are one word each.
	const words = text
		.toLowerCase()
		.replace(/\b(non|pre)[-_ .]+(?=prod)/g, "$1")
		.split(/[^a-z]+/);
	return agreed(words.map((word) => (production.has(word) ? true : other.has(word) ? false : undefined)));
}

function agreed(said: readonly (boolean | undefined)[]): boolean | undefined {
	const known = new Set(said.filter((one) => one !== undefined));
	return known.size === 1 ? [...known][0] : undefined;
}
