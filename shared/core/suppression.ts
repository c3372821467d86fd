import type { Finding } from "./finding.ts";

/** Where something holds. Patterns are globs (`*`, `?`) over the whole text, or regular expressions between slashes; an absent list matches everything. */
export interface SuppressionScope {
	/** Rule ids. */
	readonly rules?: readonly string[] | undefined;
	readonly accounts?: readonly string[] | undefined;
	readonly regions?: readonly string[] | undefined;
	/** Patterns over the ARN or the name. */
	readonly resources?: readonly string[] | undefined;
	/** Every named tag must be there with a value that matches its pattern. */
	readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** A scoped, owned, reasoned, expiring decision not to act. It never changes a verdict. */
export interface Suppression extends SuppressionScope {
	/** Unique within the file. */
	readonly id: string;
	/** Where it does not hold after all. */
	readonly except?: SuppressionScope | undefined;
	readonly owner: string;
	readonly reason: string;
	/** ISO 8601 date or time. From then on the suppression no longer applies and is reported as expired. */
	readonly expires: string;
}

/** How a suppression fared in a scan. */
export interface SuppressionUse extends Suppression {
	readonly status: "active" | "expired" | "unused";
	readonly findings: number;
}

/** What a suppression looks at. */
type Suppressible = Pick<Finding, "ruleId" | "resource">;

/**
 * Decides which suppression covers a finding: the first active one that matches. `now` in milliseconds; an expired suppression covers
 * nothing. `count` is kept for `uses`. Throws `SyntaxError` for a regular expression that does not compile.
 */
export function compileSuppressions(suppressions: readonly Suppression[], now: number) {
	const compiled = suppressions.map((suppression) => ({
		suppression,
		active: Date.parse(suppression.expires) > now,
		matches: compileScope(suppression),
		excepted: suppression.except ? compileScope(suppression.except) : () => false,
		findings: 0,
	}));
	return {
		/** The id of the suppression that covers the finding, or undefined. */
		cover(finding: Suppressible): string | undefined {
			for (const entry of compiled) {
				if (!entry.active || !entry.matches(finding) || entry.excepted(finding)) continue;
				entry.findings++;
				return entry.suppression.id;
			}
			return undefined;
		},
		/** How every suppression fared so far. */
		uses: (): SuppressionUse[] =>
			compiled.map(({ suppression, active, findings }) => ({
				...suppression,
				status: !active ? "expired" : findings > 0 ? "active" : "unused",
				findings,
			})),
	};
}

function compileScope(scope: SuppressionScope): (finding: Suppressible) => boolean {
	const rules = anyOf(scope.rules);
	const accounts = anyOf(scope.accounts);
	const regions = anyOf(scope.regions);
	const resources = anyOf(scope.resources);
	const tags = Object.entries(scope.tags ?? {}).map(([key, pattern]) => [key, compilePattern(pattern)] as const);
	return ({ ruleId, resource }) =>
		rules(ruleId) &&
		accounts(resource.account) &&
		regions(resource.region) &&
		(resources(resource.arn) || resources(resource.name)) &&
		tags.every(([key, matches]) => Object.hasOwn(resource.tags, key) && matches(resource.tags[key] ?? ""));
}

function anyOf(patterns: readonly string[] | undefined): (text: string) => boolean {
	if (!patterns) return () => true;
	const compiled = patterns.map(compilePattern);
	return (text) => compiled.some((matches) => matches(text));
}

/** A glob over the whole text, or a regular expression between slashes that may match anywhere. */
export function compilePattern(pattern: string): (text: string) => boolean {
	const regular = /^\/(.+)\/$/s.exec(pattern);
	if (regular?.[1]) {
		const expression = new RegExp(regular[1]);
		return (text) => expression.test(text);
	}
	if (!/[*?]/.test(pattern)) return (text) => text === pattern;
	const source = pattern
		.replace(/[.+^${}()|[\]\\]/g, "\\$&")
		.replace(/\*+/g, ".*")
		.replaceAll("?", ".");
	const glob = new RegExp(`^${source}$`, "s");
	return (text) => glob.test(text);
}

/** The pattern that matches this text and nothing else, whatever characters are in it. */
export const exactPattern = (text: string): string =>
	/[*?]|^\/.+\/$/s.test(text) ? `/^${text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")}$/` : text;

/** Is it a pattern that matches one text and nothing else, as `exactPattern` makes them? */
export const isExactPattern = (pattern: string): boolean =>
	/^\/.+\/$/s.test(pattern) ? /^\/\^(?:[^.*+?^${}()|[\]\\/]|\\[.*+?^${}()|[\]\\/])*\$\/$/.test(pattern) : !/[*?]/.test(pattern);
