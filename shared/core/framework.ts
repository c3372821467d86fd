/** One numbered item of a framework. */
export interface Requirement<RuleId extends string = string> {
	readonly id: string;
	/** In our own words. */
	readonly title: string;
	/** The rules that assess it, in whole or in part; empty when none does. */
	readonly rules: readonly RuleId[];
	/** Why no rule assesses it (organisational, about another service, needs a later capability); required when `rules` is empty. */
	readonly unassessed?: string;
}

/** A framework: requirement -> rule ids, nothing else. */
export interface Framework<RuleId extends string = string> {
	/** `fsbp`, `cis-aws`, `soc2`, `pci-dss`, `nist-800-53`. */
	readonly id: string;
	readonly title: string;
	readonly version: string;
	readonly source: string;
	readonly requirements: readonly Requirement<RuleId>[];
}

/** Rule id to framework id to requirement ids. */
export type FrameworkIndex = ReadonlyMap<string, Readonly<Record<string, readonly string[]>>>;

/** The reverse of the framework files: what each rule serves. */
export function indexFrameworks(frameworks: readonly Framework[]): FrameworkIndex {
	const index = new Map<string, Record<string, string[]>>();
	for (const framework of frameworks) {
		for (const requirement of framework.requirements) {
			for (const rule of requirement.rules) {
				const entry = index.get(rule) ?? {};
				entry[framework.id] = [...(entry[framework.id] ?? []), requirement.id];
				index.set(rule, entry);
			}
		}
	}
	return index;
}
