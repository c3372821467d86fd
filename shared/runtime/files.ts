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

const firstLine = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
