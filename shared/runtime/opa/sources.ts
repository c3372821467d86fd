import { readdir, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { ConfigError } from "../../core/errors.ts";
import { type Decision, decisions } from "../../policies/bundle.ts";
import { complaints, ignoredName, type PolicyFolder } from "./folder.ts";

/** A Rego file as opa parses it. */
export interface RegoFile {
	/** Path from the folder, with `/`. */
	readonly file: string;
	/** Names of its package, without `data`. */
	readonly package: readonly string[];
	/** Names of its rules, each once. */
	readonly rules: readonly string[];
	/** What it refers to below `data`, as far as the names are constant. */
	readonly references: readonly Reference[];
	/** The same of `input`. */
	readonly inputs: readonly Reference[];
	readonly test: boolean;
}

/** A reference to `data.<path>` or `input.<path>`, by that name or by an import's. */
export interface Reference {
	readonly path: readonly string[];
	/** Line of the file, counted from 1. */
	readonly row: number;
}

/** A package that is a policy, with the rules that make it one. */
export interface PolicyPackage {
	readonly package: readonly string[];
	readonly decisions: readonly Decision[];
	/** The files that declare it. */
	readonly files: readonly string[];
}

/** Parses files of the folder. A `ConfigError` has opa's messages with file and line. */
export async function readSources({ opa, directory, v0 }: PolicyFolder, files: readonly string[]): Promise<RegoFile[]> {
	const parsed: RegoFile[] = [];
	// Several at once, few enough not to take the machine away from whoever works on it.
	const left = files.entries();
	await Promise.all(
		Array.from({ length: 4 }, async () => {
			for (const [index, file] of left) {
				const run = await opa.run(["parse", ...v0, "--format", "json", "--json-include", "locations", join(directory, file)]);
				if (run.code !== 0) throw new ConfigError(`${file} does not parse:`, { problems: complaints(run) });
				parsed[index] = readParsed(file, JSON.parse(run.stdout));
			}
		}),
	);
	return parsed;
}

/** The policies of the files, by package. */
export function policyPackages(sources: readonly RegoFile[]): PolicyPackage[] {
	const byName = Map.groupBy(
		sources.filter(({ test }) => !test),
		(source) => source.package.join("/"),
	);
	return [...byName.values()]
		.flatMap((files): PolicyPackage[] => {
			const rules = new Set(files.flatMap((file) => file.rules));
			const own = decisions.filter((decision) => rules.has(decision));
			return own.length > 0 && files[0] ? [{ package: files[0].package, decisions: own, files: files.map(({ file }) => file) }] : [];
		})
		.toSorted((a, b) => (a.package.join(".") < b.package.join(".") ? -1 : 1));
}

/** Every Rego file below the folder, by its path from there; hidden folders and node_modules are left out. A `ConfigError` when there is none. */
export async function regoFiles(directory: string): Promise<string[]> {
	const found: string[] = [];
	const walk = async (path: string): Promise<void> => {
		for (const entry of await readdir(path, { withFileTypes: true })) {
			if (ignoredName(entry.name)) continue;
			const full = join(path, entry.name);
			if (entry.isDirectory()) await walk(full);
			else if (entry.name.endsWith(".rego") && (await stat(full)).isFile()) found.push(relative(directory, full).split(sep).join("/"));
		}
	};
	try {
		await walk(directory);
	} catch (cause) {
		const code = (cause as NodeJS.ErrnoException).code;
		const reason = code === "ENOENT" ? "there is no such folder" : code === "ENOTDIR" ? "it is no folder" : (cause as Error).message;
		throw new ConfigError(`Cannot read ${directory}: ${reason}.`, { cause });
	}
	if (found.length === 0)
		throw new ConfigError(`There is no .rego file in ${directory}. A first policy: parapet policy new NAME ${directory}`);
	return found.sort();
}

interface Term {
	readonly type?: string;
	readonly value: unknown;
	readonly location?: { readonly row: number };
}
interface Parsed {
	readonly package: { readonly path: readonly Term[] };
	readonly imports?: readonly { readonly path: Term; readonly alias?: string }[];
	readonly rules?: readonly { readonly head: { readonly name?: string; readonly ref?: readonly Term[] } }[];
}

function readParsed(file: string, { package: { path }, imports = [], rules = [] }: Parsed): RegoFile {
	return {
		file,
		package: path.slice(1).map(({ value }) => String(value)),
		rules: [...new Set(rules.map(({ head }) => String(head.ref?.[0]?.value ?? head.name)))],
		references: referencesTo("data", imports, rules),
		inputs: referencesTo("input", imports, rules),
		test: file.endsWith("_test.rego"),
	};
}

function referencesTo(root: string, imports: NonNullable<Parsed["imports"]>, rules: unknown): Reference[] {
	const names = new Map<string, readonly string[]>([[root, []]]);
	const found: Reference[] = [];
	for (const { path: term, alias } of imports) {
		const imported = reference(term, names);
		if (!imported || imported.path.length === 0) continue;
		found.push(imported);
		names.set(alias ?? imported.path.at(-1) ?? "", imported.path);
	}
	collect(rules, names, found);
	return found;
}

/** Every reference by one of the names below a node of the syntax tree. */
function collect(node: unknown, names: ReadonlyMap<string, readonly string[]>, found: Reference[]): void {
	if (typeof node !== "object" || node === null) return;
	const own = reference(node as Term, names);
	if (own && own.path.length > 0) found.push(own);
	for (const child of Object.values(node)) collect(child, names, found);
}

function reference({ type, value, location }: Term, names: ReadonlyMap<string, readonly string[]>): Reference | undefined {
	if (type !== "ref" || !Array.isArray(value)) return undefined;
	const [root, ...steps] = value as readonly Term[];
	const above = root?.type === "var" ? names.get(String(root.value)) : undefined;
	if (!above) return undefined;
	const end = steps.findIndex((step) => step.type !== "string");
	const below = (end === -1 ? steps : steps.slice(0, end)).map((step) => String(step.value));
	return { path: [...above, ...below], row: location?.row ?? root?.location?.row ?? 0 };
}
