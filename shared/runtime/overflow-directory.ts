import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { writeFileWhole } from "../sinks/filesystem.ts";
import type { Overflow } from "../sinks/sns/size.ts";

/** Messages that are too long for a topic, in a directory beside the outbox. */
export const directoryOverflow = (state: string): Overflow => ({
	async put(key, text) {
		const path = resolve(state, "overflow", key);
		await writeFileWhole(dirname(path), path.slice(join(dirname(path), "/").length), [text]);
		return pathToFileURL(path).href;
	},
});
