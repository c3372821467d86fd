import type { Requirement } from "../core/framework.ts";
import type { RuleId } from "../rules/index.ts";

/** A requirement that the rules assess, in whole or in part; themes and single rules may be mixed, repetitions count once. */
export const assessed = (id: string, title: string, ...rules: readonly (RuleId | readonly RuleId[])[]): Requirement<RuleId> => ({
	id,
	title,
	rules: [...new Set(rules.flat())],
});

/** A requirement that no rule assesses, and why. */
export const unassessed = (id: string, title: string, reason: string): Requirement<RuleId> => ({
	id,
	title,
	rules: [],
	unassessed: reason,
});

/** The same, for findings over resources with one of these engines only. */
export const forEngines = (engines: readonly string[], requirement: Requirement<RuleId>): Requirement<RuleId> => ({
	...requirement,
	engines,
});
