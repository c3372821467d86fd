import { type ChildProcess, fork } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { env } from "node:process";
import { fileURLToPath } from "node:url";
import type { Order, Report, WorkerStart } from "./protocol.ts";

/** A running process of policies. */
export interface WorkerProcess {
	readonly send: (order: Order) => void;
	/** Milliseconds of processor time that it has had; undefined where the system does not tell. */
	readonly processorTime: () => number | undefined;
	/** Kills it; everything that it has said before is heard by then. */
	readonly end: () => Promise<void>;
	/** Who hears what it says. */
	onReport: (report: Report) => void;
	/** Who hears that it has ended by itself, and why. */
	onEnd: (reason: string) => void;
}

/** Where Node.js finds its libraries. Nothing else of the environment is a policy's business. */
const neededToStart: readonly string[] = ["LD_LIBRARY_PATH", "SystemRoot"];
/** Characters that are kept of what a process says on its way out. */
const longestLastWords = 65_536;
/** Processes that must not outlive this one. */
const running = new Set<ChildProcess>();
let watched = false;

/**
 * Starts a process for policies. A process and no thread, since V8 ends the whole process when a heap is full at the wrong moment or its WebAssembly breaks
 * (https://github.com/nodejs/node/issues/47224, https://github.com/nodejs/node/issues/64500).
 */
export function openProcess(start: WorkerStart, heapMegabytes: number): WorkerProcess {
	const child = fork(workerFile(), [], {
		serialization: "advanced",
		execArgv: [`--max-old-space-size=${heapMegabytes}`],
		env: Object.fromEntries(Object.entries(env).filter(([name]) => neededToStart.includes(name))),
		stdio: ["ignore", "ignore", "pipe", "ipc"],
	});
	endWithThisProcess(child);
	let lastWords = "";
	child.stderr?.setEncoding("utf8").on("data", (text: string) => {
		lastWords = (lastWords + text).slice(0, longestLastWords);
	});
	const opened: WorkerProcess = {
		// Whoever cannot be told anything has ended, which is heard below.
		send: (order) => child.send(order, () => {}),
		processorTime: () => processorTime(child.pid),
		async end() {
			child.kill("SIGKILL");
			await closed;
		},
		onReport: () => {},
		onEnd: () => {},
	};
	const closed = new Promise<void>((done) => {
		const ended = (reason: string) => {
			running.delete(child);
			opened.onEnd(reason);
			done();
		};
		child.on("message", (report: Report) => opened.onReport(report));
		child.on("error", ({ message }) => {
			if (child.pid === undefined) ended(`the process in which policies run did not start (${message})`);
		});
		// Comes after the last message.
		child.on("close", (code, signal) =>
			ended(
				/out of memory/i.test(lastWords)
					? `it returned more than ${heapMegabytes} MiB can hold`
					: `it broke the process in which policies run (${signal ?? `exit code ${code}`})`,
			),
		);
	});
	opened.send({ type: "start", start });
	return opened;
}

function endWithThisProcess(child: ChildProcess): void {
	running.add(child);
	if (watched) return;
	watched = true;
	// One that loops does not notice that nobody listens any more.
	process.on("exit", () => {
		for (const each of running) each.kill("SIGKILL");
	});
}

/** Linux's clock ticks are 10 ms for every program. */
function processorTime(pid: number | undefined): number | undefined {
	try {
		// The name of the program, which may hold anything, ends with the last parenthesis.
		const [, fields = ""] = /.*\) (.*)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
		const [user, system] = fields.split(" ").slice(11, 13).map(Number);
		return user === undefined || system === undefined ? undefined : (user + system) * 10;
	} catch {
		return undefined;
	}
}

/** The worker's file: beside this one in the sources, at the top of the built command. */
function workerFile(): string {
	const candidates = ["./worker.ts", "./policy-worker.mjs", "../policy-worker.mjs"].map((name) =>
		fileURLToPath(new URL(name, import.meta.url)),
	);
	const found = candidates.find(existsSync);
	if (!found) throw new Error("The file of the policies' process is missing: Parapet is not installed whole.");
	return found;
}
