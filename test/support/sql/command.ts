import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Finding } from "../../../shared/core/finding.ts";
import type { Snapshot } from "../../../shared/core/snapshot.ts";

/** What a scan left: its exit code, everything it printed, and every file that it wrote. */
export interface ScanOutcome {
	readonly code: number;
	readonly stderr: string;
	/** Standard output, standard error and all files together, to search for what must not be there. */
	readonly everything: string;
	readonly snapshot: Snapshot | undefined;
	/** The text of a written file. */
	file(name: string): string;
	/** The finding of a rule. */
	finding(rule: string): Finding | undefined;
}

/** Runs the built command without AWS: no credentials, no region, no profile, no metadata service. */
export async function scanDatabase(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<ScanOutcome> {
	const directory = await mkdtemp(join(tmpdir(), "parapet-scan-"));
	try {
		const { code, stdout, stderr } = await new Promise<{ code: number; stdout: string; stderr: string }>((done) => {
			const child = execFile(
				process.execPath,
				[
					resolve("dist/parapet.mjs"),
					"scan",
					...args,
					"--output-dir",
					join(directory, "out"),
					"--save-inventory",
					join(directory, "inventory.json"),
				],
				{
					cwd: directory,
					maxBuffer: 1e8,
					env: {
						PATH: process.env.PATH ?? "",
						HOME: directory,
						AWS_EC2_METADATA_DISABLED: "true",
						AWS_ENDPOINT_URL: "http://127.0.0.1:9",
						...environment,
					},
				},
				(_, stdout, stderr) => done({ code: child.exitCode ?? -1, stdout, stderr }),
			);
		});
		const files = (await readdir(directory, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
		const texts = await Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name), "utf8")));
		const text = texts[files.findIndex(({ name }) => name === "snapshot.json")];
		const snapshot = text === undefined ? undefined : (JSON.parse(text) as Snapshot);
		return {
			code,
			stderr,
			everything: [stdout, stderr, ...texts].join("\n"),
			snapshot,
			file: (name) => texts[files.findIndex((entry) => entry.name === name)] ?? "",
			finding: (rule) => snapshot?.findings.find(({ ruleId }) => ruleId === rule),
		};
	} finally {
		await rm(directory, { recursive: true, force: true });
	}
}
