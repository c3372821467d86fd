/** One numbered item of a framework. */
export interface Requirement<RuleId extends string = string> {
	readonly id: string;
	/** In our own words. */
	readonly title: string;
	/** The rules that assess it, in whole or in part; empty when none does. */
	readonly rules: readonly RuleId[];
	/** The requirement is about these engines only (`postgres`; `sqlserver` stands for all its editions); findings over others do not count for it. */
	readonly engines?: readonly string[];
	/** Why no rule assesses it (organisational, about another service, needs a later capability); required when `rules` is empty. */
	readonly unassessed?: string;
}

/** A framework: requirement -> rule ids, nothing else. */
export interface Framework<RuleId extends string = string> {
	/** `fsbp`, `cis-aws`, `cis-eks`, `soc2`, `pci-dss`, `nist-800-53`. */
	readonly id: string;
	readonly title: string;
	readonly version: string;
	readonly source: string;
	readonly requirements: readonly Requirement<RuleId>[];
}

/** Framework id to the requirement ids that something serves. */
export type Served = Readonly<Record<string, readonly string[]>>;

/** What rules serve, from the rules' side. */
export interface FrameworkIndex extends Iterable<readonly [ruleId: string, served: Served]> {
	/** All requirements that the rule assesses, whatever the engine. */
	get(ruleId: string): Served | undefined;
	/** The requirements that a finding of the rule over a resource with this engine counts for; without an engine, all. */
	of(ruleId: string, engine: string | undefined): Served;
}

const nothing: Served = Object.freeze({});

/** The reverse of the framework files. */
export function indexFrameworks(frameworks: readonly Framework[]): FrameworkIndex {
	const pairs = new Map<string, { framework: string; requirement: Requirement }[]>();
	for (const framework of frameworks) {
		for (const requirement of framework.requirements) {
			for (const rule of requirement.rules) {
				const entry = pairs.get(rule) ?? [];
				entry.push({ framework: framework.id, requirement });
				pairs.set(rule, entry);
			}
		}
	}
	const all = new Map([...pairs].map(([rule, entry]) => [rule, served(entry)]));
	const restricted = new Set([...pairs].filter(([, entry]) => entry.some(({ requirement }) => requirement.engines)).map(([rule]) => rule));
	const byEngine = new Map<string, Served>();
	return {
		get: (ruleId) => all.get(ruleId),
		of(ruleId, engine) {
			if (engine === undefined || !restricted.has(ruleId)) return all.get(ruleId) ?? nothing;
			const key = `${ruleId}\n${engine}`;
			const known = byEngine.get(key) ?? served((pairs.get(ruleId) ?? []).filter(({ requirement }) => concerns(requirement, engine)));
			byEngine.set(key, known);
			return known;
		},
		[Symbol.iterator]: () => all[Symbol.iterator](),
	};
}

const concerns = ({ engines }: Requirement, engine: string): boolean =>
	engines === undefined || engines.some((name) => engine === name || engine.startsWith(`${name}-`));

function served(pairs: readonly { framework: string; requirement: Requirement }[]): Served {
	const entry: Record<string, string[]> = {};
	for (const { framework, requirement } of pairs) {
		const ids = entry[framework] ?? [];
		ids.push(requirement.id);
		entry[framework] = ids;
	}
	return entry;
}
