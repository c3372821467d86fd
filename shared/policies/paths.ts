import { type PolicyDocument, pathOf } from "../core/document.ts";
import type { ResourceKind } from "../core/kinds.ts";
import { documentSchema } from "../core/resources/document-schema.ts";

/** A step of a path: a member of an object, or every item of a list. */
type Step = { readonly name: string } | "each";

/** A required fact that a document does not have, and why when that is known. */
export interface MissingPath {
	readonly path: string;
	readonly reason: string | undefined;
}

/** The steps of `resource.sessions[].tls` or `tags["app.kubernetes.io/name"]`; undefined when it is no path. */
export function parsePath(path: string): readonly Step[] | undefined {
	const steps: Step[] = [];
	const part = /(?:^|(?<=.)\.)([A-Za-z_]\w*)|\[("(?:[^"\\]|\\.)*")\]|(\[\])/y;
	let end = 0;
	for (let match = part.exec(path); match; match = part.exec(path)) {
		end = part.lastIndex;
		try {
			steps.push(match[3] ? "each" : { name: match[1] ?? (JSON.parse(match[2] ?? "") as string) });
		} catch {
			return undefined;
		}
	}
	return end === path.length && steps.length > 0 && steps[0] !== "each" ? steps : undefined;
}

/**
 * The paths that the document lacks: absent, or unobserved there. `null` is a value. An empty list lacks nothing of its items. One entry a
 * path, with the place of the first absence.
 */
export function missingPaths(document: PolicyDocument, requires: readonly string[]): MissingPath[] {
	return requires.flatMap((path) => {
		const steps = parsePath(path);
		const missing = steps ? firstMissing(document, steps, 0, "", document.unobserved) : { path, reason: undefined };
		return missing ? [missing] : [];
	});
}

function firstMissing(
	value: unknown,
	steps: readonly Step[],
	index: number,
	at: string,
	unobserved: PolicyDocument["unobserved"],
): MissingPath | undefined {
	const step = steps[index];
	if (step === undefined) return undefined;
	if (step === "each") {
		if (!Array.isArray(value)) return { path: `${at}[]`, reason: undefined };
		for (const [position, item] of value.entries()) {
			const missing = firstMissing(item, steps, index + 1, `${at}[${position}]`, unobserved);
			if (missing) return missing;
		}
		return undefined;
	}
	const path = pathOf(at, step.name);
	const member = typeof value === "object" && value !== null && Object.hasOwn(value, step.name) ? (value as never)[step.name] : undefined;
	if (member === undefined) return { path, reason: Object.hasOwn(unobserved, path) ? unobserved[path] : undefined };
	return firstMissing(member, steps, index + 1, path, unobserved);
}

const schemas = new Map<ResourceKind, unknown>();

/** Can a document of the kind have the path at all, by its published schema? A misspelt one never passes and should be told. */
export function pathExists(kind: ResourceKind, path: string): boolean {
	let node: unknown = schemas.get(kind) ?? documentSchema(kind);
	schemas.set(kind, node);
	for (const step of parsePath(path) ?? []) {
		const below = branches(node).flatMap((branch) => {
			if (step === "each") return branch.items === undefined ? [] : [branch.items];
			const properties = branch.properties as Record<string, unknown> | undefined;
			if (properties && Object.hasOwn(properties, step.name)) return [properties[step.name]];
			return typeof branch.additionalProperties === "object" ? [branch.additionalProperties] : [];
		});
		if (below.length === 0) return false;
		node = { anyOf: below };
	}
	return true;
}

/** A schema's alternatives, itself included. */
function branches(schema: unknown): Record<string, unknown>[] {
	if (typeof schema !== "object" || schema === null) return [];
	const node = schema as Record<string, unknown>;
	return [node, ...(Array.isArray(node.anyOf) ? node.anyOf.flatMap(branches) : [])];
}
