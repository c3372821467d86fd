import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { added, emptyTally, type Seeds, type Tally } from "../test/support/rotation/play-many.ts";

/**
 * npm run test:rotation -- [--histories N] [--from SEED] [--workers N] [--real]
 *
 * Plays generated histories of rotations over the model of Secrets Manager's labels and of a database, in a process a core; the same seeds give the same
 * histories. With --real the suites on real servers follow. Exits with 1 when a history locks anybody out or ends in disorder, or when a suite fails.
 */
const { values } = parseArgs({
	options: {
		histories: { type: "string", default: "100000" },
		from: { type: "string", default: "0" },
		workers: { type: "string", default: String(availableParallelism()) },
		real: { type: "boolean", default: false },
	},
});
const [histories, from, workers] = [values.histories, values.from, values.workers].map(Number) as [number, number, number];
if (![histories, from, workers].every(Number.isInteger) || histories < 1 || from < 0 || workers < 1)
	throw new Error("--histories and --workers must be whole numbers from 1, --from one from 0.");

const started = performance.now();
const chunk = Math.max(1, Math.min(500, Math.ceil(histories / workers / 4)));
let next = from;
let total = emptyTally();
let shown = 0;

await Promise.all(
	Array.from({ length: Math.min(workers, Math.ceil(histories / chunk)) }, async () => {
		const worker = fork(join(import.meta.dirname, "../test/support/rotation/play-worker.ts"), {
			stdio: ["ignore", "inherit", "inherit", "ipc"],
		});
		const failed = once(worker, "exit").then(([code]) => {
			throw new Error(`A worker ended with ${code}.`);
		});
		failed.catch(() => {});
		while (next < from + histories) {
			const seeds: Seeds = { from: next, to: Math.min(next + chunk, from + histories) };
			next = seeds.to;
			worker.send(seeds);
			const [tally] = (await Promise.race([once(worker, "message"), failed])) as [Tally];
			total = added(total, tally);
			progress();
		}
		worker.disconnect();
	}),
);
report(total);
const suites = values.real ? await real() : 0;
process.exitCode = total.lockouts + total.defects > 0 || suites !== 0 ? 1 : 0;

function progress(): void {
	const now = performance.now();
	if (now - shown < 5_000 && total.histories < histories) return;
	shown = now;
	console.error(`${count(total.histories)} of ${count(histories)} histories, ${count(total.lockouts)} lockouts, ${seconds()} s`);
}

function report({ problems, ...sum }: Tally): void {
	for (const { seed, problem, trace } of problems.slice(0, 3))
		console.log(`Seed ${seed} (npm run test:rotation -- --from ${seed} --histories 1): ${problem}\n  ${trace.join("\n  ")}`);
	const rows: readonly (readonly [string, number])[] = [
		["histories run", sum.histories],
		["steps delivered", sum.deliveries],
		["of them duplicates", sum.duplicates],
		["of them while another step ran", sum.overlapping],
		["crashes injected", sum.crashes],
		["rotations finished", sum.finished],
		["lockouts", sum.lockouts],
		["other defects", sum.defects],
	];
	for (const [name, value] of rows) console.log(`${name.padEnd(32)}${count(value).padStart(12)}`);
	console.log(`${"seconds".padEnd(32)}${seconds().padStart(12)}`);
}

/** The sampled histories, faults of the network and the bundled function, on real servers. */
async function real(): Promise<number> {
	const suites = ["--project", "e2e", "rotation-", "rotate-"];
	const child = spawn(process.execPath, [join("node_modules", "vitest", "vitest.mjs"), "run", ...suites], { stdio: "inherit" });
	const [code] = (await once(child, "exit")) as [number | null];
	return code ?? 1;
}

function count(value: number): string {
	return new Intl.NumberFormat("en-US").format(value);
}

function seconds(): string {
	return ((performance.now() - started) / 1_000).toFixed(1);
}
