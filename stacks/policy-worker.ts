import { join } from "node:path";
import { build } from "esbuild";

/** Puts the file of the process that runs policies beside the bundle in `folder`, where shared/policies/runner.ts looks for it. */
export async function policyWorker(folder: string): Promise<void> {
	await build({
		entryPoints: [join($cli.paths.root, "shared/policies/worker.ts")],
		outfile: join(folder, "policy-worker.mjs"),
		bundle: true,
		minify: true,
		platform: "node",
		format: "esm",
		target: "es2022",
		logLevel: "error",
		banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
	});
}
