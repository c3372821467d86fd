import { readdir } from "node:fs/promises";
import type { PolicyBundle } from "../../policies/bundle.ts";
import { isObject } from "../../policies/metadata.ts";
import { ignoredName, type PolicyFolder } from "./folder.ts";
import type { RegoFile } from "./sources.ts";

/**
 * References to `data` that are neither a rule of a package nor in the bundle's data: such an expression is always undefined, and what rests
 * on it never fails anything. One line each, with file and line, and the files beside it that opa does not read as data.
 */
export async function unknownData({ directory }: PolicyFolder, { data }: PolicyBundle, sources: readonly RegoFile[]): Promise<string[]> {
	const compiled = sources.filter(({ test }) => !test);
	const values: unknown = data === undefined ? {} : JSON.parse(data);
	const missing = compiled.flatMap(({ file, references }) =>
		references
			.filter(({ path }) => !isRule(path, compiled) && !isData(path, values))
			.map(({ path, row }) => `${directory}/${file}:${row}: data.${path.join(".")} is in no package and in no data file`),
	);
	if (missing.length === 0) return [];
	const unread = await unreadFiles(directory);
	const hint = unread.length === 0 ? "" : ` (${unread.slice(0, 3).join(", ")}: only data.json, data.yaml and data.yml are read)`;
	return [...new Set(missing)].map((line) => `${line}${hint}`);
}

/** Does it name a package, one above it, or a rule in one? */
const isRule = (path: readonly string[], sources: readonly RegoFile[]): boolean =>
	sources.some(({ package: names, rules }) => {
		const shared = Math.min(path.length, names.length);
		if (names.slice(0, shared).some((name, index) => name !== path[index])) return false;
		const rule = path[names.length];
		return rule === undefined || rules.includes(rule);
	});

/** Is there something at the path, or a value that a path leads no deeper into? */
function isData(path: readonly string[], values: unknown): boolean {
	let value = values;
	for (const name of path) {
		if (!isObject(value)) return true;
		if (!Object.hasOwn(value, name)) return false;
		value = value[name];
	}
	return true;
}

/** JSON and YAML below the folder that looks like data, and is not named so. */
async function unreadFiles(directory: string): Promise<string[]> {
	const names = await readdir(directory, { recursive: true }).catch(() => []);
	return names
		.filter(
			(name) => /\.(?:json|ya?ml)$/.test(name) && !/(?:^|[\\/])data\.(?:json|ya?ml)$/.test(name) && !name.split(/[\\/]/).some(ignoredName),
		)
		.sort();
}
