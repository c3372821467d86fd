import { rm } from "node:fs/promises";
import { rolldown } from "rolldown";

/**
 * Bundles the command line into `dist/`: one entry, and a chunk for everything that is loaded on demand (commands, reports, AWS clients), so that
 * starting it reads only what the command needs, and an installed package has no dependencies to resolve.
 */
await rm("dist", { recursive: true, force: true });
const bundle = await rolldown({
	input: { parapet: "shared/cli/main.ts" },
	platform: "node",
	logLevel: "warn",
});
await bundle.write({
	dir: "dist",
	format: "esm",
	entryFileNames: "[name].mjs",
	chunkFileNames: "chunks/[name]-[hash].mjs",
	minify: { compress: true, mangle: false },
});
await bundle.close();
