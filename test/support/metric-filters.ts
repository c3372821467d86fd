import { seen } from "../../shared/core/observed.ts";
import type { MetricFilter } from "../../shared/core/resources/region.ts";

const filter = (pattern: string, index: number, hasActions: boolean): MetricFilter => ({
	name: `filter-${index}`,
	logGroup: "cloudtrail",
	pattern,
	alarms: seen([{ name: `alarm-${index}`, hasActions }]),
});

/** Filters on the compliant trail's log group, each with an alarm that acts. */
export const filters = (...patterns: string[]) => seen(patterns.map((pattern, index) => filter(pattern, index, true)));

/** The same with alarms that do nothing. */
export const silent = (...patterns: string[]) => seen(patterns.map((pattern, index) => filter(pattern, index, false)));

/** A pattern that matches the events by name, and by source when one is given. */
export const anyOf = (events: readonly string[], source?: string): string => {
	const names = events.map((event) => `($.eventName = "${event}")`).join(" || ");
	return source === undefined ? `{ ${names} }` : `{ ($.eventSource = ${source}) && (${names}) }`;
};

/** One row for each event: the filter matches all of the others. */
export const eachMissing = (events: readonly string[]) =>
	events.map((missing) => ({
		name: `a filter without ${missing}`,
		with: { metricFilters: filters(anyOf([...events.filter((event) => event !== missing), "Other"])) },
		says: `matches ${missing} `,
		evidence: { missing: [missing] },
	}));
