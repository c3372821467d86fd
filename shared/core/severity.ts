/** Worst first. */
export const severities = ["critical", "high", "medium", "low", "informational"] as const;
export type Severity = (typeof severities)[number];

/** 0 for critical; larger is milder. */
export const severityRank = (severity: Severity): number => severities.indexOf(severity);

/** Is `severity` as bad as `threshold` or worse? */
export const atLeast = (severity: Severity, threshold: Severity): boolean => severityRank(severity) <= severityRank(threshold);
