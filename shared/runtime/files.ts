import type * as z from "zod";
import { ConfigError } from "../core/errors.ts";
import { readText } from "./text-file.ts";

/** JSON or YAML by the file's ending (JSON is tried for anything else); the place of a syntax error is in the message. */
export async function readData(path: string): Promise<unknown> {
	const text = await readText(path);
	// Functions read JSON alone, and are not to carry a parser of YAML.
	const yaml = /\.ya?ml$/i.test(path) ? await import("yaml") : undefined;
	try {
		return yaml ? yaml.parse(text) : JSON.parse(text);
	} catch (cause) {
		const place =
			yaml && cause instanceof yaml.YAMLParseError && cause.linePos
				? ` (line ${cause.linePos[0].line}, column ${cause.linePos[0].col})`
				: "";
		throw new ConfigError(`${path} is not valid ${yaml ? "YAML" : "JSON"}${place}: ${firstLine(cause)}`, { cause });
	}
}

/** Validates data with a schema; every mistake is listed with its path. */
export function validate<S extends z.ZodType>(schema: S, data: unknown, source: string): z.infer<S> {
	const result = schema.safeParse(data);
	if (result.success) return result.data;
	const problems = result.error.issues.slice(0, 50).map((issue) => `${path(issue.path)}: ${issue.message}`);
	const more = result.error.issues.length - problems.length;
	throw new ConfigError(`${source} is not valid:`, {
		problems: more > 0 ? [...problems, `and ${more} more`] : problems,
		cause: result.error,
	});
}

const path = (keys: readonly PropertyKey[]): string =>
	keys.reduce<string>((text, key) => (typeof key === "number" ? `${text}[${key}]` : text ? `${text}.${String(key)}` : String(key)), "") ||
	"(top level)";

const firstLine = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
