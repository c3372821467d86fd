import type { PolicyDocument } from "../core/document.ts";
import { ConfigError } from "../core/errors.ts";
import { type ResourceKind, resourceKinds } from "../core/kinds.ts";
import { readText } from "./text-file.ts";

/** Reads documents for policies: one JSON document a line, a list of them, or one. A `ConfigError` names the one that is none. */
export async function readDocuments(path: string): Promise<PolicyDocument[]> {
	return parse(await readText(path), path).map((value, index) => {
		const problem = problemOf(value);
		if (problem) throw new ConfigError(`${path}: document ${index + 1} ${problem}.`);
		return { ...(value as PolicyDocument), unobserved: (value as PolicyDocument).unobserved ?? {} };
	});
}

function parse(text: string, path: string): unknown[] {
	try {
		return [JSON.parse(text)].flat();
	} catch {
		const lines = text.split("\n");
		return lines.flatMap((line, index) => {
			if (line.trim() === "") return [];
			try {
				return [JSON.parse(line) as unknown];
			} catch (cause) {
				throw new ConfigError(`${path}:${index + 1} is not valid JSON: ${(cause as Error).message}`, { cause });
			}
		});
	}
}

function problemOf(value: unknown): string | undefined {
	if (typeof value !== "object" || value === null) return "is no object";
	const { kind, name, time, resource, unobserved = {} } = value as Record<string, unknown>;
	if (!resourceKinds.includes(kind as ResourceKind)) return `has no kind of resource in its field kind (parapet policy schema lists them)`;
	if (typeof name !== "string") return "has no name";
	if (typeof time !== "string" || Number.isNaN(Date.parse(time))) return "has no ISO 8601 time in its field time";
	if (typeof resource !== "object" || resource === null) return "has no resource";
	return typeof unobserved === "object" && unobserved !== null ? undefined : "has unobserved, which is no object";
}
