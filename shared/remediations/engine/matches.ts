import { compilePattern } from "../../core/suppression.ts";
import type { Action, RepairTarget } from "../action.ts";
import type { Mode, RemediationScope, RemediationSettings } from "../settings.ts";

/** What is to be repaired, as far as scopes look at it. `tags`: undefined when they could not be read. */
export interface Subject {
	readonly action: Pick<Action, "id" | "rules">;
	/** The rules that were named by whoever asks; empty: all of the action. */
	readonly rules: readonly string[];
	readonly target: RepairTarget;
	readonly tags: Readonly<Record<string, string>> | undefined;
}

/** Whether a scope holds; `unknown` when it hangs on tags that nobody could read. */
export type Match = "yes" | "no" | "unknown";

/** Does the scope hold for the subject? */
export function matchScope(scope: RemediationScope, { action, rules, target, tags }: Subject): Match {
	const named = rules.length > 0 ? rules : action.rules;
	const fits =
		any(scope.actions, [action.id]) &&
		any(scope.rules, named) &&
		any(scope.accounts, [target.account]) &&
		any(scope.regions, [target.region]) &&
		any(scope.resources, [target.arn, target.name]);
	if (!fits) return "no";
	if (!scope.tags) return "yes";
	if (!tags) return "unknown";
	return hasTags(scope.tags, tags) ? "yes" : "no";
}

/** Is each of the tags there, with a value that matches its pattern? */
export const hasTags = (wanted: Readonly<Record<string, string>>, tags: Readonly<Record<string, string>>): boolean =>
	Object.entries(wanted).every(([key, pattern]) => Object.hasOwn(tags, key) && compilePattern(pattern)(tags[key] ?? ""));

/** The mode of the first rule that matches; undefined when it hangs on unreadable tags. */
export function modeFor(settings: Pick<RemediationSettings, "mode" | "rules">, subject: Subject): Mode | undefined {
	for (const rule of settings.rules) {
		const match = matchScope(rule, subject);
		if (match === "unknown") return undefined;
		if (match === "yes") return rule.mode;
	}
	return settings.mode;
}

/** May anything of the subject be changed at all? */
export function isAllowed({ allow }: Pick<RemediationSettings, "allow">, subject: Subject): Match {
	const matches = allow.map((scope) => matchScope(scope, subject));
	return matches.includes("yes") ? "yes" : matches.includes("unknown") ? "unknown" : "no";
}

/** Do modes, scopes or the mark of what is short-lived hang on tags? */
export const looksAtTags = ({ rules, allow, actions }: RemediationSettings): boolean =>
	[...rules, ...allow].some((scope) => scope.tags !== undefined) || Object.keys(actions.ephemeralTags).length > 0;

const any = (patterns: readonly string[] | undefined, texts: readonly string[]): boolean =>
	patterns === undefined || patterns.some((pattern) => texts.some(compilePattern(pattern)));
