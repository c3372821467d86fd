import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** A program that suites run and that is built from source: its Go module here pins the version and every dependency. */
export interface Tool {
	readonly name: string;
	/** The folder of its go.mod. */
	readonly module: string;
	/** The Go package that is its main program. */
	readonly package: string;
	readonly version: string;
	readonly ldflags: string;
	/** Where it is once built, outside the tree; another version or other dependencies are another path. */
	readonly path: string;
}

/** What tests need and no tree should hold: programs that were built or fetched once. */
export const cache = process.env.PARAPET_TEST_CACHE ?? join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "parapet-test-tools");

function tool(name: string, folder: string, main: string, required: string, stamp?: (version: string) => string): Tool {
	const module = join(import.meta.dirname, folder);
	const pinned = readFileSync(join(module, "go.mod"), "utf8");
	const version = pinned
		.split(/\s*\n\s*/)
		.find((line) => line.replace(/^require /, "").startsWith(`${required} v`))
		?.match(/ v(\S+)/)?.[1];
	if (version === undefined) throw new Error(`${folder}/go.mod requires no ${required}`);
	const ldflags = ["-s", "-w", ...(stamp ? [stamp(version)] : [])].join(" ");
	const key = createHash("sha256")
		.update(pinned)
		.update(readFileSync(join(module, "go.sum")))
		.update(main + ldflags);
	const folderName = `${name}-${version}-${process.platform}-${process.arch}-${key.digest("hex").slice(0, 12)}`;
	return {
		name,
		module,
		package: main,
		version,
		ldflags,
		path: join(cache, folderName, process.platform === "win32" ? `${name}.exe` : name),
	};
}

/** Every tool that `npm run test:tools` builds. */
export const tools = [
	tool("opa", "opa", "github.com/open-policy-agent/opa", "github.com/open-policy-agent/opa"),
	tool("etcd", "kubernetes", "go.etcd.io/etcd/server/v3", "go.etcd.io/etcd/server/v3"),
	// Without the stamp a server says that it is v0.0.0.
	tool("kube-apiserver", "kubernetes", "k8s.io/kubernetes/cmd/kube-apiserver", "k8s.io/kubernetes", (version) => {
		const [major, minor] = version.split(".");
		const set = Object.entries({ gitVersion: `v${version}`, gitMajor: major, gitMinor: minor });
		return set.map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`).join(" ");
	}),
] as const satisfies readonly Tool[];

/** Where a built tool is; undefined before `npm run test:tools`. */
export function toolPath(name: string): string | undefined {
	const path = tools.find((tool) => tool.name === name)?.path;
	return path !== undefined && existsSync(path) ? path : undefined;
}
