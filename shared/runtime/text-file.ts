import { readFile } from "node:fs/promises";
import { ConfigError } from "../core/errors.ts";

/** The text of a file; a `ConfigError` that names it when it cannot be read. */
export async function readText(path: string): Promise<string> {
	try {
		return await readFile(path, "utf8");
	} catch (cause) {
		const code = (cause as NodeJS.ErrnoException).code;
		const reason = code === "ENOENT" ? "no such file" : code === "EISDIR" ? "it is a directory" : String((cause as Error).message);
		throw new ConfigError(`Cannot read ${path}: ${reason}.`, { cause });
	}
}
