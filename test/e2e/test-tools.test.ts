import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

interface Outcome {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

/** Stands for Go, whose real builds take minutes: `build` runs as `go build … -o FILE PACKAGE` in the module's folder. */
const go = (version: string, build: string) => `#!/bin/sh
case $1 in
env) echo go${version} ;;
build) while [ "$1" != -o ]; do shift; done; shift; ${build} ;;
esac
`;

describe("npm run test:tools", () => {
	let directory: string;
	let cache: string;
	beforeEach(async () => {
		directory = await mkdtemp(join(tmpdir(), "parapet-tools-"));
		cache = join(directory, "cache");
		await mkdir(join(directory, "bin"));
	});
	afterEach(() => rm(directory, { recursive: true, force: true }));

	const install = async (script: string) => {
		await writeFile(join(directory, "bin", "go"), script);
		await chmod(join(directory, "bin", "go"), 0o755);
	};
	const run = (path = `${join(directory, "bin")}:/usr/bin:/bin`) =>
		new Promise<Outcome>((resolve) => {
			const env = { PATH: path, PARAPET_TEST_CACHE: cache };
			const child = execFile(process.execPath, ["scripts/test-tools.ts"], { env }, (_, stdout, stderr) =>
				resolve({ code: child.exitCode ?? -1, stdout, stderr }),
			);
		});

	it("says which Go it needs when there is none", async () => {
		const { code, stderr } = await run(join(directory, "bin"));
		expect(code).toBe(1);
		expect(stderr).toMatch(/^Building the test tools needs Go 1\.\d+\S* or newer \(there is none on the PATH\)/);
	});

	it("says which Go it needs when it is too old", async () => {
		await install(go("1.19.8", "exit 1"));
		const { code, stderr } = await run();
		expect(code).toBe(1);
		expect(stderr).toMatch(/needs Go 1\.\d+\S* or newer \(1\.19\.8\)/);
	});

	it("builds what is missing, each in a place of its own, and then needs Go no more", async () => {
		await install(go("1.99.0", 'echo "$2 in $PWD" > "$1"'));
		expect(await run()).toMatchObject({ code: 0, stderr: "" });
		const built = (await readdir(cache, { recursive: true })).filter((path) => path.includes("/")).sort();
		expect(built.map((path) => path.replace(/-[^/]+\//, "/"))).toEqual(["etcd/etcd", "kube/kube-apiserver", "opa/opa"]);
		expect(await readFile(join(cache, built[2] ?? ""), "utf8")).toMatch(/^github\.com\/open-policy-agent\/opa in .*\/test\/support\/opa$/m);
		await rm(join(directory, "bin", "go"));
		expect(await run(join(directory, "bin"))).toMatchObject({ code: 0, stderr: "" });
	});

	it("leaves nothing that looks built when a build fails half way", async () => {
		await install(go("1.99.0", 'echo half > "$1"; echo "no space left" >&2; exit 1'));
		const { code, stderr } = await run();
		expect(code).toBe(1);
		expect(stderr).toMatch(/no space left[\s\S]*opa \S+ could not be built/);
		expect(await readdir(cache)).toEqual([]);
	});
});
