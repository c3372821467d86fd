import { execFile } from "node:child_process";
import { toolPath } from "../tools.ts";

/** The real opa with its wasm compiler; undefined before `npm run test:tools`. */
export const opa = toolPath("opa");

/** How opa ended and what it printed. */
export interface OpaOutcome {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

/** Runs opa to its end; a failing exit is an outcome, not an exception. `input` goes to its standard input. */
export function runOpa(args: readonly string[], options: { readonly cwd?: string; readonly input?: string } = {}): Promise<OpaOutcome> {
	return new Promise((resolve, reject) => {
		if (!opa) throw new Error("opa is not built: npm run test:tools");
		const child = execFile(
			opa,
			[...args],
			{ maxBuffer: 1e8, ...(options.cwd === undefined ? {} : { cwd: options.cwd }) },
			(error, stdout, stderr) => {
				if (error && child.exitCode === null) reject(error);
				else resolve({ code: child.exitCode ?? 0, stdout, stderr });
			},
		);
		child.stdin?.on("error", () => {});
		child.stdin?.end(options.input ?? "");
	});
}
