import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { platform, platformInstalled, platformKey, root, sstCache, sstProgram, stamp, versions } from "../test/support/sst/platform.ts";

/**
 * Gets `.sst/platform`: SST's components, the providers and their types, as `sst install` does.
 * On Linux everything comes from the npm registry: bun as well, and instead of the Pulumi CLI, which neither types nor a run
 * under mocks calls, SST finds a stand-in that knows its version. A deploy fetches the real one by itself.
 */

const bunPackage = `@oven/bun-linux-${process.arch === "arm64" ? "aarch64" : "x64-baseline"}`;
const bun = join(sstCache, "bun/node_modules", bunPackage, "bin/bun");
/** SST keeps its programs under this home, away from the user's. */
const configHome = join(sstCache, "config");
const quiet = { SST_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" };

async function fetchBun(): Promise<void> {
	if (existsSync(bun)) return;
	const folder = join(sstCache, "bun");
	await mkdir(sstCache, { recursive: true });
	const fresh = await mkdtemp(`${folder}.new-`);
	try {
		const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--silent"];
		const args = ["install", "--prefix", fresh, ...options, `${bunPackage}@${versions.bun}`];
		const { status, error } = spawnSync("npm", args, { stdio: ["ignore", "inherit", "inherit"] });
		if (status !== 0) throw new Error(`bun ${versions.bun} could not be installed from npm (${bunPackage})`, { cause: error });
		await rename(fresh, folder).catch((cause: unknown) => {
			// Somebody else installed the same meanwhile.
			if (!existsSync(bun)) throw cause;
		});
	} finally {
		await rm(fresh, { recursive: true, force: true });
	}
}

/** Written whole and moved there, so that nobody runs half a program. */
async function program(path: string, text: string): Promise<string> {
	await mkdir(dirname(path), { recursive: true });
	const fresh = `${path}.${process.pid}`;
	await writeFile(fresh, text);
	await chmod(fresh, 0o755);
	await rename(fresh, path);
	return path;
}

/** The environment in which SST finds bun and a Pulumi without asking any other host than the npm registry. */
async function offline(): Promise<NodeJS.ProcessEnv> {
	await fetchBun();
	const unable = "this stand-in installs types only; sst deploy fetches the real Pulumi by itself";
	await program(
		join(configHome, "sst/bin/pulumi"),
		`#!/bin/sh\n[ "$1" = version ] && echo v${versions.pulumi} && exit 0\necho "${unable}" >&2\nexit 1\n`,
	);
	// bun looks for the registry's settings where the user has them.
	const home = process.env.XDG_CONFIG_HOME;
	const restore = home ? `export XDG_CONFIG_HOME='${home.replaceAll("'", "'\\''")}'` : "unset XDG_CONFIG_HOME";
	const wrapper = await program(join(sstCache, `bun-${process.pid}`), `#!/bin/sh\n${restore}\nexec '${bun}' "$@"\n`);
	return { ...process.env, ...quiet, XDG_CONFIG_HOME: configHome, SST_BUN_PATH: wrapper };
}

async function install(): Promise<void> {
	const began = performance.now();
	const env = process.platform === "linux" ? await offline() : { ...process.env, ...quiet };
	try {
		// A stage is asked for, and means nothing here.
		const { status, error, stdout, stderr } = spawnSync(sstProgram(), ["install", "--stage", "types"], {
			cwd: root,
			env,
			encoding: "utf8",
			stdio: ["ignore", "pipe", "pipe"],
		});
		if (status !== 0) throw new Error(`sst install failed:\n${stdout ?? ""}${stderr ?? ""}`, { cause: error });
		if (!existsSync(join(platform, "node_modules/@pulumi/aws/package.json")))
			throw new Error(`sst install left no @pulumi/aws in ${platform}:\n${stdout}${stderr}`);
		await writeFile(stamp, platformKey());
	} finally {
		if (process.platform === "linux" && env.SST_BUN_PATH) await rm(env.SST_BUN_PATH, { force: true });
	}
	console.log(`SST ${versions.sst}: platform installed in ${((performance.now() - began) / 1000).toFixed(1)} s, ${platform}`);
}

try {
	if (platformInstalled()) console.log(`SST ${versions.sst}: ${platform}`);
	else await install();
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}
