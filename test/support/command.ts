import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { Finding } from "../../shared/core/finding.ts";
import type { Snapshot } from "../../shared/core/snapshot.ts";
import type { VerdictName } from "../../shared/core/verdict.ts";

const command = join(import.meta.dirname, "..", "..", "bin", "parapet.mjs");

/** How a run of the command ended. */
export interface Run {
	/** The exit code; undefined when a signal ended it. */
	readonly code: number | undefined;
	readonly signal: NodeJS.Signals | undefined;
	readonly stdout: string;
	readonly stderr: string;
	/** The working directory that the run had to itself. */
	readonly directory: string;
}

/** How a run is started. */
export interface RunOptions {
	/** The whole environment of AWS; the rest is what a command needs to start. */
	readonly env?: Readonly<Record<string, string>>;
	readonly directory?: string;
	/** Called once with the running process, to signal it or to close its output. */
	readonly during?: (child: ReturnType<typeof spawn>) => void;
	/** Runs before the command in its own process. */
	readonly nodeOptions?: readonly string[];
}

/** Runs the built command, as it is installed, in a directory of its own. */
export function runCommand(args: readonly string[], options: RunOptions = {}): Promise<Run> {
	const directory = options.directory ?? temporaryDirectory();
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [...(options.nodeOptions ?? []), command, ...args], {
			cwd: directory,
			env: { PATH: process.env.PATH, HOME: directory, AWS_EC2_METADATA_DISABLED: "true", ...options.env },
			stdio: ["ignore", "pipe", "pipe"],
		});
		const stdout: Buffer[] = [];
		const stderr: Buffer[] = [];
		child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
		child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
		child.on("error", reject);
		child.on("close", (code, signal) =>
			resolve({
				code: code ?? undefined,
				signal: signal ?? undefined,
				stdout: Buffer.concat(stdout).toString(),
				stderr: Buffer.concat(stderr).toString(),
				directory,
			}),
		);
		options.during?.(child);
	});
}

const directories: string[] = [];

// Snapshots of large estates are large: nothing stays behind when the suite that imports this is through.
afterAll(() => {
	for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

/** A new directory under the system's one for temporary files, removed after the suite. */
export function temporaryDirectory(): string {
	const directory = mkdtempSync(join(tmpdir(), "parapet-e2e-"));
	directories.push(directory);
	return directory;
}

/** A run of `parapet scan --format json --no-files` with its snapshot. */
export async function scanned(
	args: readonly string[],
	env: Readonly<Record<string, string>>,
	options: Omit<RunOptions, "env"> = {},
): Promise<Run & { snapshot: Snapshot }> {
	const run = await runCommand(["scan", "--format", "json", "--no-files", ...args], { ...options, env });
	try {
		return { ...run, snapshot: JSON.parse(run.stdout) as Snapshot };
	} catch {
		throw new Error(`parapet scan ${args.join(" ")} ended with ${run.code} and gave no snapshot: ${run.stderr.slice(0, 2000)}`);
	}
}

/** The findings of a rule, as name to verdict. */
export function verdicts(snapshot: Snapshot, ruleId: string): Record<string, VerdictName> {
	return Object.fromEntries(findingsOf(snapshot, ruleId).map((finding) => [finding.resource.name, finding.verdict]));
}

/** The findings of a rule. */
export const findingsOf = (snapshot: Snapshot, ruleId: string): Finding[] =>
	snapshot.findings.filter((finding) => finding.ruleId === ruleId);
