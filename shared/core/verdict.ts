import type { Severity } from "./severity.ts";

/** JSON data that justifies a verdict: small, factual, without secrets. */
export type Evidence = { readonly [key: string]: Json | undefined };
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

export const verdictNames = ["pass", "fail", "notApplicable", "indeterminate"] as const;
export type VerdictName = (typeof verdictNames)[number];

/** What `evaluate` returns. `severity` overrides the rule's own for this resource (a certificate that has expired is worse than one that will). */
export interface Verdict {
	readonly verdict: VerdictName;
	readonly detail: string;
	readonly evidence?: Evidence | undefined;
	readonly severity?: Severity | undefined;
}

/** The resource is in the secure state. `detail` is one sentence that names the deciding fact. */
export const pass = (detail: string, evidence?: Evidence): Verdict => ({ verdict: "pass", detail, evidence });

/** The resource is not in the secure state. */
export const fail = (detail: string, evidence?: Evidence, severity?: Severity): Verdict => ({
	verdict: "fail",
	detail,
	evidence,
	severity,
});

/** The question does not arise for this resource, and why. */
export const notApplicable = (detail: string): Verdict => ({ verdict: "notApplicable", detail });

/** The facts do not decide. Rules rarely return it: `need` and `reported` end there by themselves. */
export const indeterminate = (detail: string, evidence?: Evidence): Verdict => ({ verdict: "indeterminate", detail, evidence });
