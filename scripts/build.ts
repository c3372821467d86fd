import { execFile } from "node:child_process";
import { rename, rm } from "node:fs/promises";
import { promisify } from "node:util";
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

// What services import: pools that follow a rotated secret, with their types. They run in programs of any kind, so that nothing is shared with the command.
const pools = await rolldown({
	input: { pg: "shared/rotation/client/pg.ts", mysql2: "shared/rotation/client/mysql2.ts" },
	platform: "node",
	logLevel: "warn",
});
await pools.write({ dir: `${fresh}/rotating-pool`, format: "esm", entryFileNames: "[name].mjs", chunkFileNames: "shared-[hash].mjs" });
await pools.close();
await promisify(execFile)(process.execPath, [
	"node_modules/typescript/bin/tsc",
	"shared/rotation/client/pg.ts",
	"shared/rotation/client/mysql2.ts",
	...["--ignoreConfig", "--declaration", "--emitDeclarationOnly", "--strict", "--skipLibCheck", "--rewriteRelativeImportExtensions"],
	...["--module", "nodenext", "--target", "es2024", "--types", "node"],
	...["--rootDir", "shared/rotation", "--outDir", `${fresh}/types`],
]);
await rename(`${fresh}/types/client`, `${fresh}/rotating-pool/types`);
await rm(`${fresh}/types`, { recursive: true, force: true });
await rename("dist", old).catch(() => {});
await rename(fresh, "dist");
await rm(old, { recursive: true, force: true });
