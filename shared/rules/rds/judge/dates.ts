import type { Severity } from "../../../core/severity.ts";

/** Milliseconds. */
export const hour = 3_600_000;
export const day = 24 * hour;

/** The date of an ISO 8601 time, for sentences. */
export const dateOf = (time: string): string => time.slice(0, 10);

/** Whole days until the time; negative once it is past. */
export const daysUntil = (time: string, now: number): number => Math.floor((Date.parse(time) - now) / day);

/** How bad an end of validity is: critical once it is past, high and medium below the two horizons in days, else undefined. */
export function expirySeverity(
	time: string,
	now: number,
	horizons: { readonly urgentDays: number; readonly warningDays: number },
): Severity | undefined {
	const left = Date.parse(time) - now;
	if (left <= 0) return "critical";
	if (left < horizons.urgentDays * day) return "high";
	return left < horizons.warningDays * day ? "medium" : undefined;
}
