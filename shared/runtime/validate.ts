import type * as z from "zod";
import { ConfigError } from "../core/errors.ts";

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
