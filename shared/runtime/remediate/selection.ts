import type { Finding } from "../../core/finding.ts";
import { compilePattern } from "../../core/suppression.ts";
import type { Action, RepairTarget } from "../../remediations/action.ts";

/** Which findings of a snapshot are looked at; patterns as in suppressions. */
export interface Selection {
	/** Uids. */
	readonly findings?: readonly string[] | undefined;
	readonly rules?: readonly string[] | undefined;
	/** Over the ARN or the name. */
	readonly resources?: readonly string[] | undefined;
	/** Ids of actions. */
	readonly actions?: readonly string[] | undefined;
}

/** An action that a resource wants, and the failing findings that say so. */
export interface Wanted {
	readonly action: Action;
	readonly target: RepairTarget;
	readonly rules: readonly string[];
	readonly findings: readonly string[];
}

/** What a snapshot asks to be repaired. */
export interface Selected {
	/** By resource, then in the order of the actions. */
	readonly wanted: readonly Wanted[];
	/** Failing findings that somebody suppressed. */
	readonly suppressed: number;
	/** Failing findings that no action repairs. */
	readonly others: number;
}

/** The repairs that the failing findings of a snapshot ask for. */
export function selectWanted(findings: readonly Finding[], actions: readonly Action[], selection: Selection): Selected {
	const any = (patterns: readonly string[] | undefined) => {
		const compiled = patterns?.map(compilePattern);
		return (...texts: string[]) => compiled === undefined || compiled.some((matches) => texts.some(matches));
	};
	const [rule, resource, named] = [any(selection.rules), any(selection.resources), any(selection.actions)];
	const failing = findings.filter(
		(finding) =>
			finding.verdict === "fail" &&
			(selection.findings?.includes(finding.uid) ?? true) &&
			rule(finding.ruleId) &&
			resource(finding.resource.arn, finding.resource.name),
	);
	const open = failing.filter(({ suppressedBy }) => suppressedBy === undefined);
	const wanted = new Map<string, Wanted>();
	let others = 0;
	for (const finding of open) {
		const repairs = actions.filter(({ kinds, rules }) => kinds.includes(finding.resource.kind) && rules.includes(finding.ruleId));
		if (repairs.length === 0) others++;
		for (const action of repairs) {
			if (!named(action.id)) continue;
			const { arn, kind, name, partition, account, region } = finding.resource;
			const key = `${account} ${region} ${arn} ${action.id}`;
			const known = wanted.get(key);
			wanted.set(key, {
				action,
				target: { arn, kind, name, partition, account, region },
				rules: [...(known?.rules ?? []), finding.ruleId],
				findings: [...(known?.findings ?? []), finding.uid],
			});
		}
	}
	return {
		wanted: [...wanted].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, each]) => each),
		suppressed: failing.length - open.length,
		others,
	};
}
