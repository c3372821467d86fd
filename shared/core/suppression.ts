import type { Finding } from "./finding.ts";

/** A scoped, owned, reasoned, expiring decision not to act. Patterns are globs (`*`, `?`); an absent list matches everything. */
export interface Suppression {
	/** Unique within the file. */
	readonly id: string;
	readonly rules?: readonly string[] | undefined;
	readonly accounts?: readonly string[] | undefined;
	readonly regions?: readonly string[] | undefined;
	/** Globs over the ARN or the name. */
	readonly resources?: readonly string[] | undefined;
	/** Every named tag must be there with a value that matches its glob. */
	readonly tags?: Readonly<Record<string, string>> | undefined;
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

/** A predicate over findings, compiled once: does the suppression cover this finding? */
export type SuppressionMatcher = (finding: Pick<Finding, "ruleId" | "resource">) => boolean;
