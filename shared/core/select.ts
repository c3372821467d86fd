import type { FrameworkIndex } from "./framework.ts";
import { kinds, type ResourceKind } from "./kinds.ts";
import { type AnyRule, judgedKinds, narrowed } from "./rule.ts";
import { atLeast, type Severity } from "./severity.ts";

/** Which rules to run; absent lists choose all. */
export interface RuleSelection {
	readonly services?: readonly string[] | undefined;
	readonly rules?: readonly string[] | undefined;
	readonly frameworks?: readonly string[] | undefined;
	/** This severity and worse. */
	readonly severity?: Severity | undefined;
	/** Opt-in rules that the configuration turns on. */
	readonly enabled?: readonly string[] | undefined;
	readonly disabled?: readonly string[] | undefined;
}

/** The rules that a selection chooses. Naming a rule in `rules` also chooses opt-in and disabled ones. */
export const selectRules = (rules: readonly AnyRule[], index: FrameworkIndex, selection: RuleSelection): AnyRule[] => {
	const { services } = selection;
	return (services ? narrowed(rules, (kind) => services.includes(kinds[kind].service)) : rules).filter((rule) => {
		// What a policy finds may have rules of its own below the policy's.
		const named = selection.rules?.some((id) => id === rule.id || id.startsWith(`${rule.id}/`));
		if (selection.rules && !named) return false;
		if (!named && selection.disabled?.includes(rule.id)) return false;
		if (!named && rule.optIn && !selection.enabled?.includes(rule.id)) return false;
		if (selection.severity && !atLeast(rule.severity, selection.severity)) return false;
		return !selection.frameworks || selection.frameworks.some((framework) => index.get(rule.id)?.[framework]);
	});
};

/** The resource kinds that the rules look at. */
export const kindsOf = (rules: readonly AnyRule[]): ReadonlySet<ResourceKind> => new Set(rules.flatMap(judgedKinds));
