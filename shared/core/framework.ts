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

/** A statement of a rule that is none of the catalogue about a requirement which no framework has. */
export interface UnknownRequirement {
	readonly rule: string;
	readonly framework: string;
	/** Absent when the framework itself is unknown. */
	readonly requirement?: string;
}

/** The frameworks with further rules, by what each states that it serves; what they do not have is told. */
export function extendFrameworks(
	frameworks: readonly Framework[],
	stated: ReadonlyMap<string, Served>,
): { readonly frameworks: readonly Framework[]; readonly unknown: readonly UnknownRequirement[] } {
	const unknown: UnknownRequirement[] = [];
	const added = new Map<Requirement, string[]>();
	for (const [rule, served] of stated) {
		for (const [id, ids] of Object.entries(served)) {
			const framework = frameworks.find((each) => each.id === id);
			if (!framework) unknown.push({ rule, framework: id });
			for (const each of framework ? ids : []) {
				const requirement = framework?.requirements.find((candidate) => candidate.id === each);
				if (!requirement) unknown.push({ rule, framework: id, requirement: each });
				else added.set(requirement, [...(added.get(requirement) ?? []), rule]);
			}
		}
	}
	if (added.size === 0) return { frameworks, unknown };
	const extended = frameworks.map((framework) => ({
		...framework,
		requirements: framework.requirements.map((requirement): Requirement => {
			const rules = added.get(requirement);
			if (!rules) return requirement;
			const { unassessed: _, ...rest } = requirement;
			return { ...rest, rules: [...requirement.rules, ...new Set(rules)] };
		}),
	}));
	return { frameworks: extended, unknown };
}
