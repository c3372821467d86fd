import { spawn } from "node:child_process";
import { join } from "node:path";

export const repository = join(import.meta.dirname, "..");

/** What a process cost, as the operating system measured it. */
export interface Cost {
	readonly wallMs: number;
	/** User and system time together. */
	readonly cpuMs: number;
	readonly peakRssMb: number;
}

/** AWS calls that an endpoint answered. */
export interface Calls {
	readonly total: number;
	readonly peakConcurrency: number;
	/** Calls by `service:Operation`. */
	readonly counts: Readonly<Record<string, number>>;
}

/** A scan of an endpoint: its cost and its calls. */
export interface ScanCost extends Cost {
	readonly calls: Calls;
	/** Absent when the output was thrown away. */
	readonly findings: number | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** A command's standard output; rejects with its last messages when it ends with another code than 0. */
export function command(file: string, args: readonly string[], env: Environment = process.env): Promise<string> {
	return new Promise((resolve, reject) => {
		const child = spawn(file, args, { env, stdio: ["ignore", "pipe", "pipe"] });
		let output = "";
		let errors = "";
		child.stdout.setEncoding("utf8").on("data", (text: string) => {
			output += text;
		});
		child.stderr.setEncoding("utf8").on("data", (text: string) => {
			errors = (errors + text).slice(-8_000);
		});
		child.once("error", reject);
		child.once("close", (code) =>
			code === 0 ? resolve(output) : reject(new Error(`${file} ended with ${code}: ${errors || output.slice(-4_000)}`)),
		);
	});
}

/** Runs a command as a process of its own and measures it; throws when it ends with a code that is not in `exitCodes`. */
export async function measure(program: readonly string[], env: Environment, exitCodes: readonly number[] = [0]): Promise<Cost> {
	const output = await command("python3", [join(import.meta.dirname, "measure.py"), ...program], env);
	const { exitCode, ...cost } = JSON.parse(output) as Cost & { exitCode: number };
	if (!exitCodes.includes(exitCode)) throw new Error(`${program.join(" ")} ended with ${exitCode}`);
	return cost;
}

/** The environment that points a program at an endpoint, with dummy keys. */
export const awsEnvironment = (url: string, region: string): Environment => ({
	...process.env,
	AWS_ENDPOINT_URL: url,
	AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
	AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
	AWS_DEFAULT_REGION: region,
	AWS_REGION: region,
	AWS_EC2_METADATA_DISABLED: "true",
});

/** Empties the call log of the emulator or of the replay server. */
export async function forgetCalls(url: string): Promise<void> {
	await fetch(`${url}/parapet-api/calls`, { method: "DELETE" });
}

/** The calls since `forgetCalls`. */
export async function callsOf(url: string): Promise<Calls> {
	return (await (await fetch(`${url}/parapet-api/calls?summary`)).json()) as Calls;
}

/** The medians of several runs, each figure for itself; calls and findings are those of the last run. */
export function middle(runs: readonly ScanCost[]): ScanCost {
	const last = runs.at(-1);
	if (!last) throw new Error("No run to take the median of.");
	const of = (pick: (run: ScanCost) => number) => median(runs.map(pick));
	return { ...last, wallMs: of((run) => run.wallMs), cpuMs: of((run) => run.cpuMs), peakRssMb: of((run) => run.peakRssMb) };
}

/** The middle of a list; of an even number, the mean of the middle two. */
export function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	const upper = sorted[middle] ?? Number.NaN;
	return sorted.length % 2 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
