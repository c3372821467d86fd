import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { RunOptions } from "./graph.ts";
import { versions } from "./platform.ts";

/**
 * Stands in for the Pulumi CLI when `sst deploy` calls it: it keeps an empty state, and for `up` runs the program that SST has bundled, with nothing created.
 * The first argument is the run without its program, as JSON; the others are SST's.
 */

const [run = "{}", ...args] = process.argv.slice(2);
const options = JSON.parse(run) as RunOptions & { readonly deploy: NonNullable<RunOptions["deploy"]> };

if (args[0] === "version") console.log(`v${versions.pulumi}`);
else if (args[0] === "plugin") console.log("[]");
else if (args[0] === "stack") {
	const state = join(".pulumi/stacks", options.deploy.app, `${options.stage}.json`);
	mkdirSync(dirname(state), { recursive: true });
	const latest = { manifest: { time: "2026-01-01T00:00:00Z", magic: "", version: `v${versions.pulumi}` }, resources: [] };
	writeFileSync(
		state,
		JSON.stringify({ version: 3, checkpoint: { stack: `organization/${options.deploy.app}/${options.stage}`, latest } }),
	);
} else if (args[0] === "up") {
	const program = readFileSync("Pulumi.yaml", "utf8").match(/^main: (.+)$/m)?.[1] ?? "";
	const whole: RunOptions = { ...options, deploy: { ...options.deploy, program } };
	spawnSync(process.execPath, [join(import.meta.dirname, "run.ts"), JSON.stringify(whole)], { stdio: "inherit" });
	// Nothing was deployed, and SST must not believe it.
	process.exitCode = 1;
}
