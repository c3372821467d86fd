import type { GraphResource, Json } from "../sst/graph.ts";

const placeholder = /\{\{([A-Za-z][A-Za-z0-9_-]*)\.([A-Za-z][A-Za-z0-9]*)\}\}/g;

/** What is known of created resources: by logical name, its properties. */
export type Known = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** A value of the graph with everything that only a provider knows put in; fails by name on what nobody knows. */
export function substitute(value: Json, known: Known): Json {
	if (Array.isArray(value)) return value.map((item) => substitute(item, known));
	if (typeof value === "object" && value !== null)
		return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, substitute(item, known)]));
	if (typeof value !== "string") return value;
	return value.replace(placeholder, (whole, name: string, property: string) => {
		const properties = known.get(name);
		const found = properties?.[property];
		if (found === undefined) throw new Error(`nothing is known of ${whole}: test/support/application/create-*.ts must say it`);
		return String(found);
	});
}

/** Logical names that a value refers to. */
export function namesIn(value: Json): Set<string> {
	return new Set([...JSON.stringify(value).matchAll(placeholder)].map(([, name]) => name as string));
}

/** The resources that a provider makes, each after those that it needs. */
export function inOrder(resources: readonly GraphResource[]): GraphResource[] {
	const custom = resources.filter((resource) => resource.custom);
	const byName = new Map(custom.map((resource) => [resource.name, resource]));
	const byUrn = new Map(custom.map((resource) => [resource.urn, resource]));
	const ordered: GraphResource[] = [];
	const state = new Map<GraphResource, "open" | "done">();
	const visit = (resource: GraphResource, path: readonly string[]) => {
		if (state.get(resource) === "done") return;
		if (state.get(resource) === "open") throw new Error(`a circle in the graph: ${[...path, resource.name].join(" -> ")}`);
		state.set(resource, "open");
		const needed = [
			...[...namesIn(resource.inputs)].map((name) => byName.get(name)),
			...resource.dependencies.map((urn) => byUrn.get(urn)),
		];
		for (const other of needed) if (other && other !== resource) visit(other, [...path, resource.name]);
		state.set(resource, "done");
		ordered.push(resource);
	};
	for (const resource of custom) visit(resource, []);
	return ordered;
}
