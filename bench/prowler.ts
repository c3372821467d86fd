import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const repository = join(import.meta.dirname, "..");

/** What to run Prowler on: an AWS endpoint, one region, and Prowler's own service names (rds, eks, kms, …). */
export interface ProwlerRun {
	readonly url: string;
	readonly region: string;
	readonly services: readonly string[];
}

/** One run as the operating system and the emulator measured it. `calls` is 0 when the endpoint keeps no call log. */
export interface ProwlerResult {
	readonly wallMs: number;
	/** User and system time together. */
	readonly cpuMs: number;
	readonly peakRssMb: number;
	readonly calls: number;
	readonly findings: number;
	/** Calls by `service:Operation`. */
	readonly counts: Readonly<Record<string, number>>;
}

/** A command to its end; rejects with its last output when it fails. */
function command(file: string, args: readonly string[], env: Readonly<Record<string, string | undefined>> = process.env): Promise<string> {
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

/** The Python of the virtual environment that holds Prowler, made on first use under .cache (a large download). */
async function prowlerPython(): Promise<string> {
	const venv = join(repository, ".cache", "prowler-venv");
	const python = join(venv, "bin", "python");
	if (existsSync(join(venv, "bin", "prowler"))) return python;
	try {
		await command("python3", ["-m", "venv", venv]);
		await command(python, ["-m", "pip", "install", "--quiet", "-r", join(import.meta.dirname, "prowler", "requirements.txt")]);
	} catch (cause) {
		throw new Error("The comparison needs Python 3.10 to 3.12 with venv and pip, to install Prowler from bench/prowler/requirements.txt", {
			cause,
		});
	}
	return python;
}

async function callLog(url: string): Promise<{ total: number; counts: Record<string, number> }> {
	const response = await fetch(`${url}/parapet-api/calls?summary`);
	return response.ok ? ((await response.json()) as { total: number; counts: Record<string, number> }) : { total: 0, counts: {} };
}

/** Runs Prowler's aws provider as a user would, as a process of its own, and measures that process. Only OCSF JSON is written. */
export async function runProwler({ url, region, services }: ProwlerRun): Promise<ProwlerResult> {
	const python = await prowlerPython();
	const out = await mkdtemp(join(tmpdir(), "parapet-prowler-"));
	try {
		const before = await callLog(url);
		const measured = await command(python, [join(import.meta.dirname, "prowler", "measure.py"), out, region, ...services], {
			...process.env,
			AWS_ENDPOINT_URL: url,
			AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
			AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
			AWS_DEFAULT_REGION: region,
			AWS_REGION: region,
			AWS_EC2_METADATA_DISABLED: "true",
		});
		const { wallMs, cpuMs, peakRssMb } = JSON.parse(measured.trim().split("\n").at(-1) ?? "") as Omit<
			ProwlerResult,
			"calls" | "findings" | "counts"
		>;
		const after = await callLog(url);
		const counts: Record<string, number> = {};
		for (const [name, count] of Object.entries(after.counts)) {
			const more = count - (before.counts[name] ?? 0);
			if (more > 0) counts[name] = more;
		}
		const findings = (JSON.parse(await readFile(join(out, "prowler.ocsf.json"), "utf8")) as unknown[]).length;
		return { wallMs, cpuMs, peakRssMb, calls: after.total - before.total, findings, counts };
	} finally {
		await rm(out, { recursive: true, force: true });
	}
}
