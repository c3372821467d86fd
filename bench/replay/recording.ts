import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { startEmulator } from "../../test/support/aws/emulator.ts";
import { callsOf, repository } from "../measure.ts";
import { runParapet } from "../parapet.ts";
import { runProwler } from "../prowler.ts";
import { startRecorder } from "./record.ts";

/** The estate of the comparison: 1,000 DB instances, 100 clusters, 1,000 snapshots, 40 parameter groups, 10 EKS clusters. */
export const estate = { instances: 1000, snapshots: 1000, clusters: 100, eksClusters: 10 } as const;
export const region = "us-east-1";
export const services = ["rds", "eks"] as const;

/** The file with the emulator's answers for the estate, recorded once for both programs; delete it to record again. */
async function recordingFile(): Promise<string> {
	const path = join(repository, ".cache", "bench", "recording.json");
	if (existsSync(path)) return path;
	const emulator = await startEmulator();
	const recorder = await startRecorder(emulator.url);
	try {
		await emulator.seedLarge({ ...estate, region });
		await runParapet(recorder.url, region, services);
		await runProwler(recorder.url, region, services);
		await recorder.save(path);
	} finally {
		recorder.stop();
		await emulator.stop();
	}
	return path;
}

/** A replay server, in a process of its own. */
export interface ReplayServer {
	readonly url: string;
	/** Calls since the start that were not recorded. */
	missing(): Promise<readonly string[]>;
	stop(): Promise<void>;
}

/** Serves the recorded estate `copies` times over, each answer after `delayMs`. */
export async function startReplay({ copies = 1, delayMs = 0 }: { copies?: number; delayMs?: number } = {}): Promise<ReplayServer> {
	const file = await recordingFile();
	const server = join(import.meta.dirname, "server.ts");
	const child = spawn(process.execPath, [server, file, "--copies", String(copies), "--delay", String(delayMs)], {
		stdio: ["pipe", "pipe", "inherit"],
	});
	const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
	let url: string | undefined;
	for await (const line of createInterface({ input: child.stdout })) {
		url = (JSON.parse(line) as { url: string }).url;
		break;
	}
	if (url === undefined) throw new Error("The replay server did not start.");
	return {
		url,
		missing: async () => ((await callsOf(url)) as unknown as { missing: string[] }).missing,
		stop: async () => {
			child.stdin.end();
			await ended;
		},
	};
}
