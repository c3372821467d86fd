import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { run } from "../../shared/cli/run.ts";
import { now } from "./rule-table.ts";

class Memory extends Writable {
	text = "";
	readonly isTTY: boolean;
	readonly columns = 80;

	constructor(isTTY: boolean) {
		super();
		this.isTTY = isTTY;
	}

	override _write(chunk: Buffer, _encoding: string, done: () => void): void {
		this.text += chunk.toString();
		done();
	}
}

/** What a command printed, and its exit code. */
export interface Outcome {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

/** Runs the command line in this process; `terminal: true` makes both streams terminals. */
export async function parapet(
	args: readonly string[],
	options: { terminal?: boolean; environment?: Record<string, string> } = {},
): Promise<Outcome> {
	const stdout = new Memory(options.terminal ?? false);
	const stderr = new Memory(options.terminal ?? false);
	const code = await run(args, { stdout, stderr, environment: options.environment ?? {}, now: () => now, newId: () => "0a1b2c3d4e5f6071" });
	return { code, stdout: stdout.text, stderr: stderr.text };
}

/** A directory with the given files, removed by `remove`. */
export async function directoryWith(
	files: Readonly<Record<string, string>> = {},
): Promise<{ path: (name: string) => string; root: string; remove: () => Promise<void> }> {
	const root = await mkdtemp(join(tmpdir(), "parapet-test-"));
	for (const [name, text] of Object.entries(files)) await writeFile(join(root, name), text);
	return { root, path: (name) => join(root, name), remove: () => rm(root, { recursive: true, force: true }) };
}
