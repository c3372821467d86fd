import type { GraphResource, Json } from "../sst/graph.ts";

/** A statement as it stands in a policy, with lists for what may be one or many. */
export interface FoundStatement {
	/** Logical name of the resource that holds the policy. */
	readonly of: string;
	readonly type: string;
	readonly sid: string;
	readonly effect: string;
	readonly principal: Json | undefined;
	readonly actions: readonly string[];
	readonly resources: readonly string[];
	readonly condition: Readonly<Record<string, Readonly<Record<string, Json>>>>;
	/** Members that no policy here should have: NotAction, NotResource, NotPrincipal. */
	readonly inverted: readonly string[];
}

const listOf = (value: Json | undefined): string[] =>
	value === undefined ? [] : Array.isArray(value) ? value.map(String) : [String(value)];

/** Every statement of every policy of a graph, wherever a policy stands: any text or object with `Statement` counts. */
export const statementsIn = (resources: readonly GraphResource[]): FoundStatement[] =>
	resources.flatMap((resource) => documents(resource.inputs).flatMap((document) => statements(document, resource)));

function documents(value: Json): Readonly<Record<string, Json>>[] {
	if (typeof value === "string") {
		if (!/^\s*\{/.test(value) || !value.includes('"Statement"')) return [];
		return documents(JSON.parse(value) as Json);
	}
	if (Array.isArray(value)) return value.flatMap(documents);
	if (typeof value !== "object" || value === null) return [];
	return "Statement" in value ? [value] : Object.values(value).flatMap(documents);
}

function statements(document: Readonly<Record<string, Json>>, { name, type }: GraphResource): FoundStatement[] {
	const all = Array.isArray(document.Statement) ? document.Statement : [document.Statement ?? {}];
	return all.map((statement) => {
		const { Sid, Effect, Principal, Action, Resource, Condition } = statement as Readonly<Record<string, Json>>;
		return {
			of: name,
			type,
			sid: String(Sid ?? ""),
			effect: String(Effect),
			principal: Principal,
			actions: listOf(Action),
			resources: listOf(Resource),
			condition: (Condition ?? {}) as FoundStatement["condition"],
			inverted: Object.keys(statement as object).filter((member) => member.startsWith("Not")),
		};
	});
}
