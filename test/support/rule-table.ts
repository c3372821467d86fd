import { describe, expect, it } from "vitest";
import { evaluate } from "../../shared/core/evaluate.ts";
import { indexFrameworks } from "../../shared/core/framework.ts";
import type { ResourceKind, ResourceOf } from "../../shared/core/kinds.ts";
import type { ParameterValues, RuleParameters } from "../../shared/core/parameters.ts";
import type { Resource } from "../../shared/core/resources/index.ts";
import type { AnyRule, Rule } from "../../shared/core/rule.ts";
import type { Severity } from "../../shared/core/severity.ts";
import type { VerdictName } from "../../shared/core/verdict.ts";
import { compliant } from "./compliant/index.ts";

/** The clock of every rule table. */
export const now = Date.parse("2026-06-15T12:00:00Z");

/** ISO time, so many days after (or, negative, before) the clock of the tables. */
export const days = (count: number): string => new Date(now + count * 86_400_000).toISOString();

/** One row: what differs from the compliant resource (undefined takes a field away), and what the verdict must say. */
export interface Case<K extends ResourceKind, P extends RuleParameters> {
	readonly name: string;
	readonly with?: { readonly [F in keyof ResourceOf<K>]?: ResourceOf<K>[F] | undefined };
	/** Rule parameters that differ from the defaults. */
	readonly parameters?: Partial<ParameterValues<P>>;
	/** Must occur in the verdict's detail. */
	readonly says?: string | RegExp;
	/** The verdict's severity when it differs from the rule's. */
	readonly severity?: Severity;
	/** Must be contained in the verdict's evidence. */
	readonly evidence?: Readonly<Record<string, unknown>>;
}

type Cases<K extends ResourceKind, P extends RuleParameters> = readonly [Case<K, P>, ...Case<K, P>[]];

/** The cases of a rule by verdict. Empty `pass` or `fail` does not compile. */
export interface RuleTable<K extends ResourceKind, P extends RuleParameters> {
	readonly pass: Cases<K, P>;
	readonly fail: Cases<K, P>;
	readonly notApplicable?: Cases<K, P>;
	readonly indeterminate?: Cases<K, P>;
}

/**
 * Runs a rule's table through the real engine. `base` replaces the compliant resource of the kind where a rule needs another one
 * (an Aurora MySQL cluster, say).
 */
export function testRule<K extends ResourceKind, P extends RuleParameters>(
	rule: Rule<string, K, P>,
	table: RuleTable<K, P>,
	base?: Partial<ResourceOf<K>>,
): void {
	describe(rule.id, () => {
		for (const verdict of ["pass", "fail", "notApplicable", "indeterminate"] as const) {
			for (const row of table[verdict] ?? []) it(`${verdict}: ${row.name}`, () => check(rule, verdict, row, base));
		}
	});
}

function check<K extends ResourceKind, P extends RuleParameters>(
	rule: Rule<string, K, P>,
	verdict: VerdictName,
	row: Case<K, P>,
	base: Partial<ResourceOf<K>> | undefined,
): void {
	const resource = { ...compliant(rule.resource), ...base, ...row.with } as Resource;
	const [finding] = evaluate(
		{ scopes: [], resources: [resource], errors: [] },
		{
			rules: [rule as unknown as AnyRule],
			frameworks: indexFrameworks([]),
			now,
			...(row.parameters ? { parameters: { [rule.id]: row.parameters } } : {}),
		},
	);
	expect(finding, finding?.detail).toMatchObject({ verdict });
	expect(finding?.detail).not.toMatch(/could not judge|undefined|\[object|NaN/);
	expect(finding?.detail).toMatch(/\.$|\.\)$/);
	if (row.says) expect(finding?.detail).toMatch(row.says);
	expect(finding?.severity).toBe(row.severity ?? rule.severity);
	if (row.evidence) expect(finding?.evidence).toMatchObject(row.evidence);
}
