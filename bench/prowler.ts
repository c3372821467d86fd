import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { awsEnvironment, callsOf, command, forgetCalls, measure, repository, type ScanCost } from "./measure.ts";

const cache = join(repository, ".cache");

/** The virtual environment that holds Prowler, made on first use under .cache (a large download). */
async function prowlerBin(): Promise<string> {
	const venv = join(cache, "prowler-venv");
	const prowler = join(venv, "bin", "prowler");
	if (existsSync(prowler)) return prowler;
	try {
		await command("python3", ["-m", "venv", venv]);
		await command(join(venv, "bin", "pip"), ["install", "--quiet", "-r", join(import.meta.dirname, "prowler", "requirements.txt")]);
	} catch (cause) {
		throw new Error("The comparison needs Python 3.10 to 3.12 with venv and pip, to install Prowler from bench/prowler/requirements.txt", {
			cause,
		});
	}
	return prowler;
}

/** What Prowler says its version is. */
export async function prowlerVersion(): Promise<string> {
	const output = await command(await prowlerBin(), ["--version"]);
	return /\d+\.\d+\.\d+/.exec(output)?.[0] ?? "unknown";
}

/** How many checks Prowler has for its services, and what listing them costs. */
export async function prowlerChecks(services: readonly string[]): Promise<{ count: number; wallMs: number }> {
	const started = performance.now();
	const listing = ["aws", "--list-checks", "--no-banner", "--no-color", "--service", ...services];
	const output = await command(await prowlerBin(), listing);
	const count = Number(/There are (\d+) available checks/.exec(output)?.[1]);
	return { count, wallMs: performance.now() - started };
}

/** Runs Prowler's aws provider as a user would and measures that process. Only OCSF JSON is written. `services` are Prowler's own names. */
export async function runProwler(url: string, region: string, services: readonly string[]): Promise<ScanCost> {
	const prowler = await prowlerBin();
	await mkdir(cache, { recursive: true });
	const out = await mkdtemp(join(cache, "prowler-out-"));
	try {
		await forgetCalls(url);
		const cost = await measure(
			[
				prowler,
				"aws",
				"--service",
				...services,
				"--region",
				region,
				// Findings that fail are no failure of the run.
				"--ignore-exit-code-3",
				"--no-banner",
				"--no-color",
				"--output-formats",
				"json-ocsf",
				"--output-directory",
				out,
				"--output-filename",
				"prowler",
			],
			awsEnvironment(url, region),
		);
		const calls = await callsOf(url);
		const findings = (JSON.parse(await readFile(join(out, "prowler.ocsf.json"), "utf8")) as unknown[]).length;
		return { ...cost, calls, findings };
	} finally {
		await rm(out, { recursive: true, force: true });
	}
}
