import { randomBytes } from "node:crypto";
import { run } from "./run.ts";

// A reader that goes away (`parapet scan | head`) is no failure of ours.
for (const stream of [process.stdout, process.stderr])
	stream.on("error", (error: NodeJS.ErrnoException) => error.code === "EPIPE" || process.exit(1));

process.exitCode = await run(process.argv.slice(2), {
	stdout: process.stdout,
	stderr: process.stderr,
	stdin: process.stdin,
	environment: process.env,
	now: Date.now,
	newId: () => randomBytes(8).toString("hex"),
});
