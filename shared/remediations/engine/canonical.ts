import { createHash } from "node:crypto";
import type { Json, JsonObject, Plan, RepairTarget } from "../action.ts";

/** JSON with the members of objects in the order of their names: equal values give equal texts. Members that are undefined are left out. */
export function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map((each) => canonical(each ?? null)).join(",")}]`;
	if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
	const members = Object.entries(value)
		.filter(([, member]) => member !== undefined)
		.sort(([one], [other]) => (one < other ? -1 : 1))
		.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
	return `{${members.join(",")}}`;
}

export const sameJson = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Of facts, for comparing. */
export const factsHash = (facts: JsonObject): string => sha256(canonical(facts)).slice(0, 32);

/** What an approval is bound to: the resource, the action, every call and its way back, and the facts that they stand on. */
export function planHash(action: string, { arn, account, region }: RepairTarget, plan: Plan, before: JsonObject): string {
	const { calls, inverse } = plan;
	return sha256(canonical({ action, arn, account, region, calls, inverse, before }));
}

/** Is each fact as it was before, or as it is to be? Whatever else it is, somebody else made it. */
export function isBetween(facts: JsonObject, before: JsonObject, desired: JsonObject): boolean {
	const names = new Set([...Object.keys(facts), ...Object.keys(before), ...Object.keys(desired)]);
	return [...names].every((name) => same(facts[name], before[name]) || same(facts[name], desired[name]));
}

const same = (one: Json | undefined, other: Json | undefined): boolean =>
	one === undefined || other === undefined ? one === other : sameJson(one, other);
