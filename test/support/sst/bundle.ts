import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { type BuildOptions, build, type Loader, type Metafile } from "esbuild";
import type { BundleFile, FunctionBundle } from "./graph.ts";
import { root } from "./platform.ts";

/** What SST's components ask of `Runtime.Build`. */
export interface BuildRequest {
	readonly functionID: string;
	readonly handler: string;
	readonly runtime: string;
	/** `nodejs` of the function, with its architecture. */
	readonly properties?: NodeProperties;
}

interface NodeProperties {
	readonly minify?: boolean;
	readonly format?: "cjs" | "esm";
	readonly splitting?: boolean;
	readonly sourcemap?: boolean;
	readonly banner?: string;
	readonly loader?: Record<string, Loader>;
	readonly install?: Record<string, string>;
	readonly plugins?: string;
	readonly esbuild?: Pick<
		BuildOptions,
		"target" | "sourcemap" | "keepNames" | "define" | "external" | "nodePaths" | "mainFields" | "conditions"
	>;
}

/** What SST answers to it. */
export interface BuildAnswer {
	readonly handler: string;
	readonly out: string;
	readonly errors: readonly string[];
	readonly sourcemaps: readonly string[];
}

const targets: Readonly<Record<string, string>> = {
	"nodejs24.x": "es2024",
	"nodejs22.x": "es2023",
	"nodejs20.x": "es2023",
	"nodejs18.x": "es2022",
};

/** A bundle may call require(), __filename and __dirname, as SST provides them in modules. */
const banner = [
	"import { createRequire as topLevelCreateRequire } from 'module';",
	"const require = topLevelCreateRequire(import.meta.url);",
	'import { fileURLToPath as topLevelFileUrlToPath, URL as topLevelURL } from "url"',
	"const __filename = topLevelFileUrlToPath(import.meta.url)",
	'const __dirname = topLevelFileUrlToPath(new topLevelURL(".", import.meta.url))',
].join("\n");

const extensions = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"];

function sourceOf(handler: string): string | undefined {
	const stem = join(root, dirname(handler), basename(handler, extname(handler)));
	return extensions.map((extension) => stem + extension).find((path) => existsSync(path));
}

const packageOf = (input: string): string => input.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? ".";

/** The JavaScript of the output, and what of it loads what. */
function filesOf({ outputs }: Metafile): BundleFile[] {
	const files = Object.entries(outputs).filter(([path]) => !path.endsWith(".map"));
	const loaded = (imports: Metafile["outputs"][string]["imports"], dynamic: boolean) =>
		imports
			.filter(({ path, kind, external }) => !external && path in outputs && (kind === "dynamic-import") === dynamic)
			.map(({ path }) => basename(path));
	return files
		.map(([path, { bytes, imports, inputs, entryPoint }]) => ({
			name: basename(path),
			bytes,
			...(entryPoint === undefined ? {} : { source: entryPoint }),
			packages: [
				...new Set(Object.entries(inputs).flatMap(([input, { bytesInOutput }]) => (bytesInOutput > 0 ? [packageOf(input)] : []))),
			].sort(),
			loads: loaded(imports, false),
			later: loaded(imports, true),
		}))
		.sort((a, b) => Number(b.name.startsWith("bundle.")) - Number(a.name.startsWith("bundle.")) || (a.name < b.name ? -1 : 1));
}

/** Bytes that each package, or the project itself as ".", has in the output. */
function packagesIn(metafile: Metafile): Record<string, number> {
	const bytes = new Map<string, number>();
	for (const output of Object.values(metafile.outputs))
		for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
			const name = packageOf(input);
			bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput);
		}
	return Object.fromEntries([...bytes].filter(([, size]) => size > 0).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A file that exports the handler and does nothing, for those who only want to know what is created. */
export async function emptyBundle(
	{ functionID, handler }: BuildRequest,
	folder: string,
): Promise<{ answer: BuildAnswer; bundle?: FunctionBundle }> {
	const below = join("artifacts", `${functionID}-src`);
	const out = join(folder, below);
	if (sourceOf(handler) === undefined) return { answer: { handler, out, errors: [`handler not found: ${handler}`], sourcemaps: [] } };
	const member = extname(handler);
	await mkdir(out, { recursive: true });
	await writeFile(join(out, "bundle.mjs"), `export const ${member.slice(1)} = async () => {};\n`);
	return {
		answer: { handler: `bundle${member}`, out, errors: [], sourcemaps: [] },
		bundle: { name: functionID, source: handler, handler: `bundle${member}`, folder: below, bytes: 0, packages: {}, files: [] },
	};
}

/** Bundles a function with the options that SST 4's builder of Node functions uses. */
export async function bundle(request: BuildRequest, folder: string): Promise<{ answer: BuildAnswer; bundle?: FunctionBundle }> {
	const { functionID, handler, runtime, properties = {} } = request;
	const below = join("artifacts", `${functionID}-src`);
	const out = join(folder, below);
	const failed = (errors: readonly string[]) => ({ answer: { handler, out, errors, sourcemaps: [] } });
	const source = sourceOf(handler);
	if (source === undefined) return failed([`handler not found: ${handler}`]);
	const { esbuild = {}, splitting = false, minify = false } = properties;
	const left = (["install", "plugins"] as const).filter((name) => properties[name] !== undefined);
	if (left.length > 0) return failed([`nodejs.${left.join(" and nodejs.")} of ${functionID}: not in the offline harness`]);
	const cjs = properties.format === "cjs";
	await rm(out, { recursive: true, force: true });
	await mkdir(out, { recursive: true });
	const result = await build({
		absWorkingDir: root,
		entryPoints: [source],
		platform: "node",
		bundle: true,
		write: true,
		metafile: true,
		logLevel: "silent",
		format: cjs ? "cjs" : "esm",
		target: esbuild.target ?? targets[runtime] ?? "esnext",
		mainFields: esbuild.mainFields ?? (cjs ? ["main"] : ["module", "main"]),
		keepNames: esbuild.keepNames ?? true,
		sourcemap: esbuild.sourcemap ?? "linked",
		external: ["sharp", "pg-native", ...(esbuild.external ?? [])],
		banner: { js: cjs ? (properties.banner ?? "") : [banner, properties.banner ?? ""].join("\n") },
		minify,
		splitting,
		...(splitting
			? { outdir: out, entryNames: "bundle", outExtension: { ".js": ".mjs" } }
			: { outfile: join(out, cjs ? "bundle.cjs" : "bundle.mjs") }),
		...(properties.loader ? { loader: properties.loader } : {}),
		...(esbuild.conditions ? { conditions: esbuild.conditions } : {}),
		...(esbuild.nodePaths ? { nodePaths: esbuild.nodePaths } : {}),
		...(esbuild.define ? { define: esbuild.define } : {}),
	}).catch((error: { errors?: { text: string; location: { file: string; line: number } | null }[] }) => error);
	if (!("metafile" in result))
		return failed((result.errors ?? []).map(({ text, location }) => (location ? `${text} ${location.file}:${location.line}` : text)));
	const outputs = Object.entries(result.metafile.outputs);
	const maps = outputs.map(([path]) => join(root, path)).filter((path) => path.endsWith(".map"));
	return {
		// Without a word about source maps they are kept out of the archive.
		answer: { handler: `bundle${extname(handler)}`, out, errors: [], sourcemaps: properties.sourcemap === undefined ? maps : [] },
		bundle: {
			name: functionID,
			source: handler,
			handler: `bundle${extname(handler)}`,
			folder: below,
			bytes: outputs.reduce((sum, [path, { bytes }]) => (path.endsWith(".map") ? sum : sum + bytes), 0),
			packages: packagesIn(result.metafile),
			files: filesOf(result.metafile),
		},
	};
}
