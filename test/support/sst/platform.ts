import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { cache } from "../tools.ts";

/** The SST that `package.json` names, and the programs that this version of it asks for; the esbuild of `package.json` is the one that is in it. */
export const versions = { sst: "4.17.1", bun: "1.2.1", pulumi: "3.215.0" } as const;

/** The folder of `sst.config.ts`. */
export const root = join(import.meta.dirname, "../../..");

/** Where `sst install` puts the sources of SST's components and the providers. */
export const platform = join(root, ".sst/platform");

/** Where what SST needs is kept outside the tree. */
export const sstCache = join(cache, `sst-${versions.sst}-${process.platform}-${process.arch}`);

/** SST's command line, the one in the package of this platform, without the wrapper. */
export function sstProgram(): string {
	const name = `sst-${process.platform}-${process.arch}`;
	const require = createRequire(import.meta.url);
	const program = require.resolve(`${name}/bin/sst${process.platform === "win32" ? ".exe" : ""}`);
	const installed = JSON.parse(readFileSync(join(dirname(program), "../package.json"), "utf8")) as { version: string };
	if (installed.version !== versions.sst)
		throw new Error(
			`${name} ${installed.version} is installed, and the bun and Pulumi that it wants are known for ${versions.sst} alone (test/support/sst/platform.ts).`,
		);
	return program;
}

/** What the platform was installed from: another SST or another `sst.config.ts` is another platform. */
export function platformKey(): string {
	const key = createHash("sha256").update(versions.sst);
	return key.update(readFileSync(join(root, "sst.config.ts"))).digest("hex");
}

/** The file that is written once everything is there; it holds the key. */
export const stamp = join(dirname(platform), "installed");

/** Is the platform of this SST and of this `sst.config.ts` there? */
export function platformInstalled(): boolean {
	return (
		existsSync(join(platform, "node_modules/@pulumi/aws/package.json")) &&
		existsSync(join(platform, "config.d.ts")) &&
		existsSync(stamp) &&
		readFileSync(stamp, "utf8") === platformKey()
	);
}
