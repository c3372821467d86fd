import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import type { RunOptions } from "./graph.ts";
import { platform, root } from "./platform.ts";

/** What `app()` of `sst.config.ts` says. */
export interface App {
	readonly name: string;
	readonly providers?: Record<string, unknown>;
	readonly [key: string]: unknown;
}

interface Config {
	app(input: { stage: string }): App | Promise<App>;
}

/** The app as SST completes it: its stage, and the tags and region of the provider. */
export async function appOf({ stage, region }: RunOptions): Promise<App> {
	Object.assign(globalThis, { $config: (config: Config) => config });
	const { default: config } = (await import(pathToFileURL(join(root, "sst.config.ts")).href)) as { default: Config };
	const app = await config.app({ stage });
	const aws = (app.providers?.aws ?? {}) as { defaultTags?: { tags?: object }; region?: string };
	const tags = { ...aws.defaultTags?.tags, "sst:app": app.name, "sst:stage": stage };
	return {
		removal: "retain",
		...app,
		stage,
		protect: app.protect ?? false,
		providers: { ...app.providers, aws: { region, ...aws, defaultTags: { ...aws.defaultTags, tags } } },
	};
}

const components = join(platform, "src/components");

/** Outside the platform every module finds the providers and SST as globals. */
const globals: Plugin = {
	name: "globals",
	setup({ onLoad }) {
		const imports = `import * as aws from "@pulumi/aws";import * as sst from ${JSON.stringify(components)};\n`;
		onLoad({ filter: /\.(js|ts|jsx|tsx)$/ }, async ({ path }) => {
			if (path.startsWith(join(root, ".sst"))) return undefined;
			return { contents: imports + (await readFile(path, "utf8")), loader: "default", resolveDir: dirname(path) };
		});
	},
};

/** Physical names end in random letters; here they are the same in every run. */
const steadyNames: Plugin = {
	name: "steady names",
	setup({ onLoad, onResolve }) {
		onResolve({ filter: /^crypto$/ }, ({ importer }) =>
			importer === join(components, "naming.ts") ? { path: "crypto", namespace: "steady" } : undefined,
		);
		onLoad({ filter: /.*/, namespace: "steady" }, () => ({
			contents: 'import crypto from "node:crypto"; export default { ...crypto, randomBytes: (size) => Buffer.alloc(size) };',
		}));
	},
};

/** Bundles the program as SST does before it hands it to Pulumi; the file must lie in the platform, where its packages are. */
export async function bundleProgram(options: RunOptions, app: App, outfile: string): Promise<void> {
	const paths = { home: options.folder, root, work: options.folder, platform };
	await build({
		absWorkingDir: root,
		stdin: {
			contents: [
				`import { run } from ${JSON.stringify(join(platform, "src/auto/run.ts"))};`,
				options.program
					? `import { run as program } from ${JSON.stringify(options.program)};`
					: `import config from ${JSON.stringify(join(root, "sst.config.ts"))}; const program = config.run;`,
				"export default await run(program);",
			].join("\n"),
			resolveDir: root,
			sourcefile: "eval.ts",
			loader: "ts",
		},
		outfile,
		bundle: true,
		platform: "node",
		format: "esm",
		sourcemap: "linked",
		logLevel: "error",
		mainFields: ["module", "main"],
		nodePaths: [join(platform, "node_modules")],
		inject: [join(platform, "src/shim/run.js")],
		define: {
			$app: JSON.stringify(app),
			$cli: JSON.stringify({ command: "diff", dev: false, paths, state: { version: {} } }),
			$dev: "false",
		},
		banner: {
			js: [
				"import { createRequire as topLevelCreateRequire } from 'module';",
				"const require = topLevelCreateRequire(import.meta.url);",
				'import { fileURLToPath as topLevelFileUrlToPath, URL as topLevelURL } from "url"',
				"const __filename = topLevelFileUrlToPath(import.meta.url)",
				'const __dirname = topLevelFileUrlToPath(new topLevelURL(".", import.meta.url))',
			].join("\n"),
		},
		external: ["@pulumi/*", "undici", "@pulumiverse/*", "@sst-provider/*", "@aws-sdk/*", "esbuild", "archiver", "glob", "vite"],
		plugins: [globals, steadyNames],
	});
}

/** A name for the bundled program that no other run uses. */
export const programFile = (): string => join(platform, `${basename(root)}.infra.${process.pid}.mjs`);
