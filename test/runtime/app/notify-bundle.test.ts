import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { neverLoaded } from "../../../stacks/function-table.ts";

let directory: string;
let bytes: Uint8Array;
let inputs: string[];

beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), "parapet-notify-"));
	// As SST bundles it.
	const { outputFiles, metafile } = await build({
		entryPoints: ["functions/notify.ts"],
		bundle: true,
		minify: true,
		platform: "node",
		target: "es2024",
		format: "esm",
		mainFields: ["module", "main"],
		external: [...neverLoaded],
		banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
		outdir: directory,
		write: false,
		metafile: true,
	});
	bytes = outputFiles[0]?.contents ?? new Uint8Array();
	inputs = Object.keys(metafile.inputs);
}, 60_000);
afterAll(async () => {
	vi.unstubAllEnvs();
	await rm(directory, { recursive: true, force: true });
});

describe("the bundle of notify", () => {
	it("is at most 500 KB", () => {
		expect(bytes.length).toBeGreaterThan(100_000);
		expect(bytes.length).toBeLessThanOrEqual(500_000);
	});

	it("has neither rules nor schemas nor clients that it does not call", () => {
		expect(inputs.filter((path) => /shared\/(?:rules|frameworks|collectors|reports|policies)\//.test(path))).toEqual([]);
		expect(inputs.filter((path) => /node_modules\/(?:zod|yaml|@aws-sdk\/client-(?!s3|sns|secrets-manager))/.test(path))).toEqual([]);
	});

	it("loads where no package is, and says what its environment lacks when it is invoked", async () => {
		vi.stubEnv("POWERTOOLS_LOG_LEVEL", "SILENT");
		vi.stubEnv("POWERTOOLS_METRICS_DISABLED", "true");
		const path = join(directory, "bundle.mjs");
		await writeFile(path, bytes);
		const { handler } = (await import(pathToFileURL(path).href)) as { handler: (event: object, context: object) => Promise<unknown> };
		await expect(handler({ Records: [] }, { awsRequestId: "1", getRemainingTimeInMillis: () => 1000 })).rejects.toThrow(
			"The environment of the function is not what the stacks set",
		);
	});
});
