import { rename, rm } from "node:fs/promises";
import { rolldown } from "rolldown";

/**
 * Bundles the command line into `dist/`: one entry, one for the process in which policies run, and a chunk for everything that is loaded on
 * demand (commands, reports, AWS clients), so that starting it reads only what the command needs, and an installed package has no
 * dependencies to resolve. The folder is swapped in whole, since a command that is starting may be reading the old one.
 */
const [fresh, old] = [`dist.${process.pid}.new`, `dist.${process.pid}.old`];
const bundle = await rolldown({
	input: { parapet: "shared/cli/main.ts", "policy-worker": "shared/policies/worker.ts" },
	platform: "node",
	logLevel: "warn",
});
await bundle.write({
	dir: fresh,
	format: "esm",
	entryFileNames: "[name].mjs",
	chunkFileNames: "chunks/[name]-[hash].mjs",
	minify: { compress: true, mangle: false },
});
await bundle.close();
await rename("dist", old).catch(() => {});
await rename(fresh, "dist");
await rm(old, { recursive: true, force: true });
