import * as z from "zod";
import type { AnyRule } from "../core/rule.ts";
import type { Suppression, SuppressionScope } from "../core/suppression.ts";
import { validate } from "./validate.ts";

const Texts = z.array(z.union([z.string(), z.number()]).transform(String));
const Check = z.looseObject({
	Regions: Texts.optional(),
	Resources: Texts.optional(),
	Tags: Texts.optional(),
	Description: z.string().optional(),
	Exceptions: z
		.looseObject({ Accounts: Texts.optional(), Regions: Texts.optional(), Resources: Texts.optional(), Tags: Texts.optional() })
		.optional(),
});
const Mutelist = z.object({
	Mutelist: z.object({ Accounts: z.record(z.string(), z.object({ Checks: z.record(z.string(), Check.nullable()) })) }),
});

/** Who answers for imported suppressions, and until when they hold. */
export interface ImportOptions {
	readonly owner: string;
	/** ISO 8601 date or time. */
	readonly expires: string;
	readonly rules: readonly AnyRule[];
}

/** The suppressions, and what of the mutelist has no equivalent here, said entry by entry. */
export interface ImportedMutelist {
	readonly suppressions: readonly Suppression[];
	readonly notes: readonly string[];
}

/**
 * Converts a Prowler mutelist (https://docs.prowler.com, "Mutelisting"): checks become the rules that name them as related, their regular
 * expressions for resources and regions stay regular expressions. A tag entry may hold alternatives (`a=1|b=2`), which become one suppression each.
 */
export function importMutelist(data: unknown, source: string, options: ImportOptions): ImportedMutelist {
	const { Mutelist: mutelist } = validate(Mutelist, data, source);
	const suppressions: Suppression[] = [];
	const notes: string[] = [];
	for (const [account, { Checks }] of Object.entries(mutelist.Accounts)) {
		for (const [check, entry] of Object.entries(Checks)) {
			const rules = rulesFor(check, options.rules);
			if (rules?.length === 0) {
				notes.push(`${account}/${check}: no rule corresponds to this check; left out.`);
				continue;
			}
			const shared: SuppressionScope = {
				...(rules ? { rules } : {}),
				accounts: [account],
				...patterns("regions", entry?.Regions),
				...patterns("resources", entry?.Resources),
			};
			const except = exceptions(entry?.Exceptions, `${account}/${check}`, notes);
			const alternatives = tagAlternatives(entry?.Tags);
			for (const [index, tags] of alternatives.entries()) {
				suppressions.push({
					id: `prowler-${account === "*" ? "any" : account}-${check === "*" ? "any" : check}${alternatives.length > 1 ? `-${index + 1}` : ""}`,
					...shared,
					...(tags ? { tags } : {}),
					...(except ? { except } : {}),
					owner: options.owner,
					reason: entry?.Description ?? "Imported from a Prowler mutelist without a description.",
					expires: options.expires,
				});
			}
		}
	}
	return { suppressions, notes };
}

/** Rule ids for a check name or a pattern over check names; undefined for all. */
function rulesFor(check: string, rules: readonly AnyRule[]): string[] | undefined {
	if (check === "*") return undefined;
	const expression = new RegExp(`^${check.replaceAll("*", ".*")}$`);
	return rules.filter((rule) => rule.related.prowler?.some((id) => expression.test(id))).map((rule) => rule.id);
}

function patterns(key: "regions" | "resources", values: readonly string[] | undefined): SuppressionScope {
	if (!values || values.includes("*")) return {};
	return { [key]: values.map((value) => (/^[\w./:-]+$/.test(value) && key === "regions" ? value : `/${value}/`)) };
}

/** Every list entry must match (AND); `|` inside an entry separates alternatives, of which each combination becomes one set of tags. */
function tagAlternatives(entries: readonly string[] | undefined): (Record<string, string> | undefined)[] {
	if (!entries || entries.length === 0 || entries.includes("*")) return [undefined];
	let sets: Record<string, string>[] = [{}];
	for (const entry of entries) {
		const pairs = entry
			.split("|")
			.map((pair) => [pair.slice(0, pair.indexOf("=")), `/^(?:${pair.slice(pair.indexOf("=") + 1)})/`] as const);
		sets = sets.flatMap((set) => pairs.map(([key, value]) => ({ ...set, [key]: value })));
	}
	return sets;
}

function exceptions(entry: z.infer<typeof Check>["Exceptions"], place: string, notes: string[]): SuppressionScope | undefined {
	if (!entry) return undefined;
	const accounts = entry.Accounts?.filter((account) => account !== "*");
	const [tags, ...more] = tagAlternatives(entry.Tags);
	if (more.length > 0) notes.push(`${place}: only the first alternative of the exception's tags was taken over.`);
	const scope: SuppressionScope = {
		...(accounts?.length ? { accounts } : {}),
		...patterns("regions", entry.Regions),
		...patterns("resources", entry.Resources),
		...(tags ? { tags } : {}),
	};
	return Object.keys(scope).length > 0 ? scope : undefined;
}
