import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { awsEnvironment, callsOf, forgetCalls, measure, repository, type ScanCost } from "./measure.ts";

/** The command as it is installed. */
export const parapet = [process.execPath, join(repository, "bin", "parapet.mjs")];

/** `json`: the snapshot on standard output and no files. `files`: what a user gets by default, a table and all reports as files. */
export type Output = "json" | "files";

/** Passed, failing and incomplete are all ends of a whole scan; 1 is not. */
const ended = [0, 2, 3];

/** Runs the built `parapet scan` as a user would and measures that process. */
export async function runParapet(url: string, region: string, services: readonly string[], output: Output = "json"): Promise<ScanCost> {
	const cache = join(repository, ".cache");
	await mkdir(cache, { recursive: true });
	const out = await mkdtemp(join(cache, "parapet-out-"));
	const scope = [...services.flatMap((service) => ["--service", service]), "--region", region];
	const chosen = output === "json" ? ["--no-files", "--format", "json"] : ["--output-dir", out];
	try {
		await forgetCalls(url);
		const cost = await measure([...parapet, "scan", ...scope, ...chosen], awsEnvironment(url, region), ended);
		const calls = await callsOf(url);
		return { ...cost, calls, findings: output === "files" ? await countFindings(join(out, "snapshot.json")) : undefined };
	} finally {
		await rm(out, { recursive: true, force: true });
	}
}

async function countFindings(path: string): Promise<number> {
	return (JSON.parse(await readFile(path, "utf8")) as { findings: unknown[] }).findings.length;
}
