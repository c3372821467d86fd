import { spawn } from "node:child_process";
import { openSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";

/**
 * Runs programs until standard input ends, then kills them and removes the directory. The other end of that pipe is the test process, so
 * however that one ends, nothing is left behind. Arguments: the directory, and `[name, file, ...args][]` as JSON; answers with the process
 * ids as one line of JSON; each program's output goes to `<name>.log` in the directory.
 */
const [directory = "", programs = "[]"] = process.argv.slice(2);

const children = (JSON.parse(programs) as [string, string, ...string[]][]).map(([name, file, ...args]) => {
	const log = openSync(join(directory, `${name}.log`), "a");
	const child = spawn(file, args, { cwd: directory, stdio: ["ignore", log, log] });
	const gone = new Promise<void>((resolve) => {
		child.once("exit", () => resolve());
		child.once("error", () => resolve());
	});
	return { name, child, gone };
});

let ending: Promise<void> | undefined;
async function end(): Promise<void> {
	// What they hold is thrown away, so that there is nothing to shut down in order.
	for (const { child } of children) child.kill("SIGKILL");
	await Promise.all(children.map(({ gone }) => gone));
	await rm(directory, { recursive: true, force: true, maxRetries: 5 });
}
const stop = () => {
	ending ??= end().then(() => process.exit(0));
};

for (const { name, gone } of children)
	gone.then(async () => {
		if (ending) return;
		const log = await readFile(join(directory, `${name}.log`), "utf8").catch(() => "");
		process.stderr.write(`${name} ended by itself: ${log.slice(-5_000)}\n`, stop);
	});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
process.stdout.on("error", stop);
process.stdin.on("end", stop).on("error", stop).resume();
process.stdout.write(`${JSON.stringify(children.map(({ child }) => child.pid))}\n`);
