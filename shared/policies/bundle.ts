import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { ConfigError } from "../core/errors.ts";
import { resourceKinds } from "../core/kinds.ts";
import { largestBundle, largestUnpacked, mostFiles } from "./limits.ts";
import { isObject, metadataOf, type PolicyMetadata, readPackage, shown } from "./metadata.ts";
import { pathExists } from "./paths.ts";
import { readTar } from "./tar.ts";
import { checkModule } from "./wasm.ts";

/** The rules of a package that are read. */
export const decisions = ["deny", "warn", "violation"] as const;
export type Decision = (typeof decisions)[number];

/** Where a decision of a policy is computed: an entrypoint of a module that gives the rule, or the whole package. */
export interface Entrypoint {
	/** Index in `modules`. */
	readonly module: number;
	/** The name that the module knows, e.g. `acme/tls/deny`. */
	readonly name: string;
	readonly rule: Decision | "package";
}

/** One package of a bundle with what it says of itself. */
export interface Policy extends Omit<PolicyMetadata, "title"> {
	/** The rule id of its findings: `policy/acme.tls`. */
	readonly id: string;
	/** Names joined by dots. */
	readonly package: string;
	readonly title: string;
	readonly entrypoints: readonly Entrypoint[];
}

/** A bundle, read and checked; nothing of it has run. */
export interface PolicyBundle {
	/** Where it came from, for messages. */
	readonly source: string;
	/** Of the file, hexadecimal. */
	readonly sha256: string;
	readonly revision: string | undefined;
	readonly policies: readonly Policy[];
	/** WebAssembly, as bytes. */
	readonly modules: readonly Uint8Array[];
	/** JSON of the data document, when there is one. */
	readonly data: string | undefined;
	/** What the reader should know, one sentence each. */
	readonly warnings: readonly string[];
}

const build = "opa build -t wasm -e <package>/deny, or: parapet policy build DIR";

/** Reads `bundle.tar.gz` as OPA makes it. A `ConfigError` names what is wrong with it. `source` is its name in messages. */
export function readBundle(file: Uint8Array, source: string): PolicyBundle {
	const files = unpack(file, source);
	const { revision, wasm } = manifestOf(files, source);
	const paths = [...new Set(wasm.map(({ module }) => module))];
	const modules = paths.map((path) => {
		const bytes = files.get(path);
		if (!bytes) throw new ConfigError(`${source}: its manifest names ${path}, which is not in it.`);
		try {
			checkModule(bytes);
		} catch (cause) {
			throw new ConfigError(`${source}: ${path} cannot be run: ${(cause as Error).message}.`, { cause });
		}
		// A copy, so that the rest of the archive need not be kept.
		return bytes.slice();
	});
	const warnings: string[] = [];
	const data = files.get("data.json");
	for (const path of files.keys()) {
		if (/(?:^|\/)data\.(?:json|ya?ml)$/.test(path) && path !== "data.json")
			warnings.push(`${source}: ${path} is not read; opa build merges data files.`);
	}
	return {
		source,
		sha256: createHash("sha256").update(file).digest("hex"),
		revision,
		policies: policiesOf(files, wasm, paths, source, warnings),
		modules,
		data: data && dataOf(data, source),
		warnings,
	};
}

function unpack(file: Uint8Array, source: string): Map<string, Uint8Array> {
	if (file.length > largestBundle) throw new ConfigError(`${source}: it is larger than ${largestBundle / 2 ** 20} MiB.`);
	if (file[0] !== 0x1f || file[1] !== 0x8b) {
		const head = new TextDecoder().decode(file.subarray(0, 4));
		const what = head === "\0asm" ? "a module without its bundle" : "no gzip file";
		throw new ConfigError(`${source} is ${what}: a bundle.tar.gz is needed (${build}).`);
	}
	let archive: Uint8Array;
	try {
		archive = gunzipSync(file, { maxOutputLength: largestUnpacked });
	} catch (cause) {
		const large = (cause as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
		throw new ConfigError(
			large
				? `${source}: unpacked it is larger than ${largestUnpacked / 2 ** 20} MiB.`
				: `${source} is damaged: ${(cause as Error).message}.`,
			{ cause },
		);
	}
	const files = new Map<string, Uint8Array>();
	try {
		for (const { name, data } of readTar(archive)) {
			files.set(name, data);
			if (files.size > mostFiles) throw new ConfigError(`${source}: it holds more than ${mostFiles} files.`);
		}
	} catch (cause) {
		if (cause instanceof ConfigError) throw cause;
		throw new ConfigError(`${source} is no tar archive: ${(cause as Error).message}.`, { cause });
	}
	return files;
}

interface ManifestEntry {
	readonly entrypoint: string;
	readonly module: string;
	readonly annotations: readonly unknown[];
}

function manifestOf(files: ReadonlyMap<string, Uint8Array>, source: string): { revision: string | undefined; wasm: ManifestEntry[] } {
	const text = files.get(".manifest");
	const hasRego = [...files.keys()].some((name) => name.endsWith(".rego"));
	const unbuilt = new ConfigError(`${source}: no WebAssembly is in it${hasRego ? ": it was built for rego" : ""}. Build it: ${build}.`);
	if (!text) throw [...files.keys()].some((name) => name.endsWith(".wasm")) ? new ConfigError(`${source}: it has no .manifest.`) : unbuilt;
	const manifest = parseJson(text, `${source}: .manifest`);
	const resolvers = isObject(manifest) ? manifest.wasm : undefined;
	if (!Array.isArray(resolvers) || resolvers.length === 0) throw unbuilt;
	const wasm = resolvers.map((entry: unknown): ManifestEntry => {
		if (!isObject(entry) || typeof entry.entrypoint !== "string" || typeof entry.module !== "string")
			throw new ConfigError(`${source}: its manifest names an entrypoint as ${shown(entry)}.`);
		const { annotations } = entry;
		return {
			entrypoint: entry.entrypoint,
			module: entry.module.replace(/^(\.?\/)+/, ""),
			annotations: Array.isArray(annotations) ? annotations : [],
		};
	});
	const { revision } = manifest as { revision?: unknown };
	return { revision: typeof revision === "string" && revision !== "" ? revision : undefined, wasm };
}

function dataOf(bytes: Uint8Array, source: string): string | undefined {
	const data = parseJson(bytes, `${source}: data.json`);
	if (!isObject(data)) throw new ConfigError(`${source}: data.json is no object.`);
	return Object.keys(data).length === 0 ? undefined : JSON.stringify(data);
}

function parseJson(bytes: Uint8Array, source: string): unknown {
	try {
		return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
	} catch (cause) {
		throw new ConfigError(`${source} is not valid JSON: ${(cause as Error).message}.`, { cause });
	}
}

function policiesOf(
	files: ReadonlyMap<string, Uint8Array>,
	wasm: readonly ManifestEntry[],
	modulePaths: readonly string[],
	source: string,
	warnings: string[],
): Policy[] {
	const problems: string[] = [];
	const packages = packagesOf(files, problems);
	const found = new Map<string, { entrypoints: Entrypoint[]; annotations: readonly unknown[] }>();
	for (const { entrypoint, module, annotations } of wasm) {
		const last = entrypoint.slice(entrypoint.lastIndexOf("/") + 1);
		const rule = decisions.find((decision) => decision === last && entrypoint.includes("/"));
		const path = rule ? entrypoint.slice(0, -(rule.length + 1)) : entrypoint;
		if (!rule && !packages.has(path)) continue;
		const entry = found.get(path) ?? { entrypoints: [], annotations: [] };
		entry.entrypoints.push({ module: modulePaths.indexOf(module), name: entrypoint, rule: rule ?? "package" });
		found.set(path, { ...entry, annotations: [...entry.annotations, ...annotations] });
	}
	if (found.size === 0) {
		const stated = wasm.map(({ entrypoint }) => entrypoint).join(", ");
		throw new ConfigError(
			`${source}: no policy is in it. Its entrypoints are ${stated}; deny, warn and violation are looked for (${build}).`,
		);
	}
	const policies = [...found].map(([path, { entrypoints, annotations }]): Policy => {
		// A quoted name may be anything, and rule ids are seen by every report and tool.
		const name = path
			.split("/")
			.join(".")
			.replace(/[^\w.-]+/g, "-");
		const own = packages.get(path)?.annotations ?? annotations.find(isObject);
		if (!own) warnings.push(`${source}: package ${name} has no METADATA, so it has severity medium, looks at every kind and never passes.`);
		const inherited = inheritedAnnotations(path, packages);
		const metadata = metadataOf(merge(inherited, own ?? {}), (message) => problems.push(`package ${name}: ${message}`));
		for (const required of metadata.requires) {
			const never = (metadata.kinds ?? resourceKinds).filter((kind) => !pathExists(kind, required));
			// One for all kinds may ask for what only some have; the others are unknown to it, as they should be.
			if (metadata.kinds ? never.length === 0 : never.length < resourceKinds.length) continue;
			const absence = metadata.kinds ? `documents of ${never.join(", ")} never have` : "no document has";
			warnings.push(`${source}: package ${name} requires ${required}, which ${absence}.`);
		}
		const whole = entrypoints.filter(({ rule }) => rule === "package");
		return {
			...metadata,
			id: `policy/${name}`,
			package: name,
			title: metadata.title ?? `Policy ${name} holds`,
			entrypoints: whole.length > 0 ? whole.slice(0, 1) : entrypoints,
		};
	});
	if (problems.length > 0) throw new ConfigError(`${source}: the METADATA of its policies is not valid:`, { problems });
	return policies.toSorted((a, b) => (a.package < b.package ? -1 : 1));
}

type Packages = ReadonlyMap<string, { readonly annotations: Readonly<Record<string, unknown>> | undefined }>;

function packagesOf(files: ReadonlyMap<string, Uint8Array>, problems: string[]): Packages {
	const packages = new Map<string, { annotations: Readonly<Record<string, unknown>> | undefined }>();
	for (const [name, bytes] of files) {
		if (!name.endsWith(".rego")) continue;
		try {
			const read = readPackage(new TextDecoder().decode(bytes));
			const path = read?.path.map(encodeURIComponent).join("/");
			if (read && path !== undefined) packages.set(path, { annotations: packages.get(path)?.annotations ?? read.annotations });
		} catch (error) {
			problems.push(`${name}: ${(error as Error).message.split("\n")[0]}`);
		}
	}
	return packages;
}

/** What packages above state for the packages below them (`scope: subpackages`), the nearest last. */
function inheritedAnnotations(path: string, packages: Packages): Readonly<Record<string, unknown>> {
	const names = path.split("/");
	return names.slice(1).reduce<Readonly<Record<string, unknown>>>((inherited, _, index) => {
		const above = packages.get(names.slice(0, index + 1).join("/"))?.annotations;
		if (above?.scope !== "subpackages") return inherited;
		const { title: _title, description: _description, ...rest } = above;
		return merge(inherited, rest);
	}, {});
}

const merge = (above: Readonly<Record<string, unknown>>, own: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
	...above,
	...own,
	...(isObject(above.custom) && isObject(own.custom) ? { custom: { ...above.custom, ...own.custom } } : {}),
});
