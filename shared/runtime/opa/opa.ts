import { spawn } from "node:child_process";
import { access, constants, stat } from "node:fs/promises";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import { ConfigError } from "../../core/errors.ts";

/** How a run of opa ended; a failing exit is an outcome, not an exception. */
export interface OpaRun {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

/** An opa that answers. */
export interface Opa {
	readonly path: string;
	/** As it says itself, e.g. 1.22.2. */
	readonly version: string;
	readonly run: (args: readonly string[], options?: { readonly directory?: string; readonly input?: string }) => Promise<OpaRun>;
}

/** The environment that names it: PARAPET_OPA, or else PATH. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Major version from which on Rego v1 is the language. */
const oldest = 1;

/** Finds opa by `PARAPET_OPA` or on the `PATH`. A `ConfigError` says how to install it, or what is wrong with the one that was found. */
export async function findOpa(environment: Environment): Promise<Opa> {
	const path = await locate(environment);
	const run: Opa["run"] = (args, options = {}) => runProgram(path, args, environment, options);
	let printed: OpaRun;
	try {
		printed = await run(["version"]);
	} catch (cause) {
		throw new ConfigError(`${path} cannot be run: ${(cause as Error).message}.`, { cause });
	}
	const [, version, major] = /^Version:\s*v?((\d+)\.\S+)/m.exec(printed.stdout) ?? [];
	if (version === undefined) throw new ConfigError(`${path} does not say which version of Open Policy Agent it is.`);
	if (Number(major) < oldest) throw new ConfigError(`${path} is Open Policy Agent ${version}; ${oldest}.0 or newer is needed.`);
	return { path, version, run };
}

async function locate({ PARAPET_OPA: stated, PATH: path }: Environment): Promise<string> {
	if (stated) {
		const chosen = resolve(stated);
		if (await isProgram(chosen)) return chosen;
		throw new ConfigError(`PARAPET_OPA names ${stated}, which is no program.`);
	}
	const name = process.platform === "win32" ? "opa.exe" : "opa";
	for (const directory of (path ?? "").split(delimiter)) {
		// An empty or relative entry is the working directory, which may hold anybody's files.
		if (isAbsolute(directory) && (await isProgram(join(directory, name)))) return join(directory, name);
	}
	throw new ConfigError("This needs Open Policy Agent (opa) 1.0 or newer, and there is none on the PATH. Any of these installs it:", {
		problems: [
			"brew install opa",
			`curl -L -o opa https://openpolicyagent.org/downloads/latest/${download(process.platform, process.arch)} && chmod 755 opa`,
			"docker cp $(docker create openpolicyagent/opa:latest-static):/opa .",
			"Then put it on the PATH, or its path into PARAPET_OPA. See https://www.openpolicyagent.org/docs",
		],
	});
}

/** Name of the official binary for a platform. */
export function download(platform: NodeJS.Platform, architecture: string): string {
	if (platform === "win32") return "opa_windows_amd64.exe";
	const system = platform === "darwin" ? "darwin" : "linux";
	if (architecture === "arm64") return `opa_${system}_arm64_static`;
	return system === "darwin" ? "opa_darwin_amd64" : "opa_linux_amd64_static";
}

async function isProgram(path: string): Promise<boolean> {
	try {
		await access(path, constants.X_OK);
		return (await stat(path)).isFile();
	} catch {
		return false;
	}
}

function runProgram(
	path: string,
	args: readonly string[],
	environment: Environment,
	{ directory, input = "" }: { readonly directory?: string; readonly input?: string },
): Promise<OpaRun> {
	return new Promise((settle, reject) => {
		const child = spawn(path, args, { env: environment, stdio: "pipe", ...(directory === undefined ? {} : { cwd: directory }) });
		const stdout: Buffer[] = [];
		const stderr: Buffer[] = [];
		child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
		child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
		child.on("error", reject);
		// It may end without reading all of its input.
		child.stdin.on("error", () => {});
		child.stdin.end(input);
		child.on("close", (code, signal) => {
			if (signal) reject(new Error(`it was ended by ${signal}`));
			else settle({ code: code ?? 1, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() });
		});
	});
}
