import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pages } from "./catalogue/pages.ts";

/** Writes the pages of `docs/` that follow from the rules, the frameworks and the repairs: `npm run docs`. */
for (const [path, content] of Object.entries(pages())) {
	await writeFile(join(import.meta.dirname, "..", path), content);
	console.log(path);
}
