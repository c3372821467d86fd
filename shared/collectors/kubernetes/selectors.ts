import { at, records, scalars, text, texts } from "./json.ts";
import type { Labels } from "./objects.ts";

/** A label selector as Kubernetes means it: all of its requirements hold. */
export interface Selector {
	readonly labels: readonly (readonly [string, string])[];
	readonly expressions: readonly { readonly key: string; readonly operator: string; readonly values: readonly string[] }[];
}

/** `{matchLabels, matchExpressions}`; an empty one selects everything. */
export const selectorOf = (value: unknown): Selector => ({
	labels: scalars(at(value, "matchLabels")),
	expressions: records(at(value, "matchExpressions")).map(({ key, operator, values }) => ({
		key: text(key) ?? "",
		operator: text(operator) ?? "",
		values: texts(values),
	})),
});

/** The selector of a Service: labels only. */
export const labelSelector = (value: unknown): Selector => ({ labels: scalars(value), expressions: [] });

export const selectsAll = ({ labels, expressions }: Selector): boolean => labels.length === 0 && expressions.length === 0;

/** Does the selector match the labels? */
export const matches = ({ labels, expressions }: Selector, candidate: Labels): boolean =>
	labels.every(([key, value]) => labelOf(candidate, key) === value) &&
	expressions.every(({ key, operator, values }) => {
		const value = labelOf(candidate, key);
		switch (operator) {
			case "In":
				return value !== undefined && values.includes(value);
			case "NotIn":
				return value === undefined || !values.includes(value);
			case "Exists":
				return value !== undefined;
			case "DoesNotExist":
				return value === undefined;
			default:
				return false;
		}
	});

const labelOf = (labels: Labels, key: string): string | undefined => (Object.hasOwn(labels, key) ? labels[key] : undefined);

/** `app=orders,tier in (api,web)`; empty for one that selects everything. */
export const selectorText = ({ labels, expressions }: Selector): string =>
	[
		...labels.map(([key, value]) => `${key}=${value}`),
		...expressions.map(({ key, operator, values }) => {
			if (operator === "Exists") return key;
			if (operator === "DoesNotExist") return `!${key}`;
			return `${key} ${operator === "NotIn" ? "notin" : "in"} (${values.join(",")})`;
		}),
	].join(",");

/**
 * Answers which of many selectors match, without trying each: a selector is looked up by the one of its labels that is rarest among all candidates,
 * so that the cost grows with what matches rather than with both numbers multiplied.
 */
export function createSelectorIndex<T>(
	entries: readonly { readonly selector: Selector; readonly item: T }[],
	candidates: Iterable<Labels>,
): (labels: Labels) => T[] {
	const counts = new Map<string, number>();
	for (const labels of candidates)
		for (const [key, value] of Object.entries(labels)) counts.set(pair(key, value), (counts.get(pair(key, value)) ?? 0) + 1);
	const indexed = new Map<string, { order: number; selector: Selector; item: T }[]>();
	const general: { order: number; selector: Selector; item: T }[] = [];
	for (const [order, { selector, item }] of entries.entries()) {
		const [first] = selector.labels.map(([key, value]) => pair(key, value)).sort((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0));
		const entry = { order, selector, item };
		if (first === undefined) general.push(entry);
		else push(indexed, first, entry);
	}
	return (labels) =>
		[...general, ...Object.entries(labels).flatMap(([key, value]) => indexed.get(pair(key, value)) ?? [])]
			.filter(({ selector }) => matches(selector, labels))
			.sort((a, b) => a.order - b.order)
			.map(({ item }) => item);
}

const pair = (key: string, value: string): string => `${key}\n${value}`;

/** Adds to a list in a map. */
export function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
	const values = map.get(key);
	if (values) values.push(value);
	else map.set(key, [value]);
}
