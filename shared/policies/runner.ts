import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { PolicyLimits } from "./limits.ts";
import { type Answer, type Batch, Progress, type WorkerStart } from "./protocol.ts";

/** How often it is looked whether a worker still moves, in milliseconds. */
const watchEvery = 20;
/** A policy that gets no processor for so many times its limit is given up all the same. */
const patience = 30;

/** What hears of a batch: answers as they arrive, and policies that were stopped, with the document at which and why. */
export interface Receiver {
	readonly results: (policy: number, document: number, results: Extract<Answer, { type: "results" }>["results"]) => void;
	readonly error: (policy: number, document: number, reason: string) => void;
	/** From this document on the policy is not run any more, in this batch and later ones. */
	readonly stopped: (policy: number, document: number, reason: string) => void;
}

/** Runs batches in a thread of its own; a policy that takes too long or breaks the thread is stopped, and the others go on in a new one. */
export interface Runner {
	readonly run: (batch: Omit<Batch, "from" | "stopped">, receiver: Receiver) => Promise<void>;
	readonly close: () => Promise<void>;
}

interface Thread {
	readonly worker: Worker;
	readonly progress: Int32Array;
	/** Who hears of the batch that runs now. */
	onAnswer: (answer: Answer) => void;
	onEnd: (reason: string) => void;
}

type Ending = { readonly why: "done" } | { readonly why: "slow" | "spent" | "crashed"; readonly reason: string };

/** Makes a runner; the thread starts with the first batch. */
export function createRunner(start: Omit<WorkerStart, "progress" | "memoryPages">, limits: PolicyLimits): Runner {
	const stopped = new Set<number>();
	/** Milliseconds that each policy has taken, about. */
	const spent = new Map<number, number>();
	/** Policies that were slow once. */
	const warned = new Set<number>();
	let thread: Thread | undefined;

	const close = async () => {
		const closing = thread;
		thread = undefined;
		// What it had said before still arrives, and counts.
		await closing?.worker.terminate();
	};

	return {
		close,
		async run(batch, receiver) {
			let from = { document: 0, policy: 0 };
			let falseStarts = 0;
			const hear = (answer: Exclude<Answer, { type: "done" }>) => {
				if (answer.type === "results") receiver.results(answer.policy, answer.document, answer.results);
				else if (answer.type === "error") receiver.error(answer.policy, answer.document, answer.reason);
				else {
					stopped.add(answer.policy);
					receiver.stopped(answer.policy, answer.document, answer.reason);
				}
			};
			for (;;) {
				thread ??= open({ ...start, memoryPages: limits.memoryPages }, limits.heapMegabytes);
				const { progress } = thread;
				const began = Atomics.load(progress, Progress.step);
				const ending = await follow(thread, { ...batch, from, stopped: [...stopped] }, hear, limits, spent);
				if (ending.why === "done") return;
				await close();
				if (Atomics.load(progress, Progress.step) === began) {
					// It did not even begin, and whose fault that is cannot be told.
					if (++falseStarts < 2) continue;
					for (const each of new Set(batch.policies.flat())) if (!stopped.has(each)) receiver.stopped(each, from.document, ending.reason);
					return;
				}
				const policy = Atomics.load(progress, Progress.policy);
				const document = Atomics.load(progress, Progress.document);
				from = { document, policy };
				// Once may be a machine that is out of breath: the same policy gets a second chance.
				if (ending.why === "slow" && !warned.has(policy)) warned.add(policy);
				else {
					stopped.add(policy);
					receiver.stopped(policy, document, ending.reason);
				}
			}
		},
	};
}

function open(start: Omit<WorkerStart, "progress">, maxOldGenerationSizeMb: number): Thread {
	const progress = new SharedArrayBuffer(16);
	const workerData: WorkerStart = { ...start, progress };
	const worker = new Worker(workerFile(), {
		workerData,
		resourceLimits: { maxOldGenerationSizeMb },
		env: {},
		stdout: true,
		stderr: true,
	});
	const thread: Thread = { worker, progress: new Int32Array(progress), onAnswer: () => {}, onEnd: () => {} };
	worker.on("message", (answer: Answer) => thread.onAnswer(answer));
	worker.on("error", (error: NodeJS.ErrnoException) =>
		thread.onEnd(
			error.code === "ERR_WORKER_OUT_OF_MEMORY"
				? `it returned more than ${maxOldGenerationSizeMb} MiB can hold`
				: `it broke the thread in which policies run (${error.message})`,
		),
	);
	worker.on("exit", (code) => thread.onEnd(`the thread in which policies run ended with ${code}`));
	return thread;
}

/** Milliseconds that this process has had of the processors: a busy or halted machine adds nothing to it, a policy that loops does. */
function processorTime(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}

/** Follows a worker through a batch, until it is done, breaks, or must be stopped. */
function follow(
	thread: Thread,
	batch: Batch,
	hear: (answer: Exclude<Answer, { type: "done" }>) => void,
	limits: PolicyLimits,
	spent: Map<number, number>,
): Promise<Ending> {
	const { worker, progress } = thread;
	return new Promise((resolve) => {
		const end = (ending: Ending) => {
			clearInterval(timer);
			resolve(ending);
		};
		const began = Atomics.load(progress, Progress.step);
		let [lastStep, lastMove, lastLook, lastUsed, ran] = [began, performance.now(), performance.now(), processorTime(), 0];
		const look = () => {
			const now = performance.now();
			const used = processorTime();
			const step = Atomics.load(progress, Progress.step);
			// Other threads of this process count too, so it is never less than what the policy had, nor more than what has passed.
			const had = Math.min(used - lastUsed, now - lastLook);
			if (step !== lastStep) [lastMove, ran] = [now, 0];
			else ran += had;
			const starting = step === began || Atomics.load(progress, Progress.loading) === 1;
			const policy = Atomics.load(progress, Progress.policy);
			const total = (spent.get(policy) ?? 0) + (starting ? 0 : had);
			spent.set(policy, total);
			[lastStep, lastLook, lastUsed] = [step, now, used];
			const limit = starting ? limits.startMs : limits.documentMs;
			if (ran > limit || now - lastMove > limit * patience)
				end({ why: "slow", reason: `it took longer than ${limit / 1000} s${starting ? " to start" : ""}` });
			else if (!starting && total > limits.policyMs)
				end({ why: "spent", reason: `it took longer than ${limits.policyMs / 1000} s over all resources` });
		};
		const timer = setInterval(look, watchEvery);
		thread.onAnswer = (answer) => (answer.type === "done" ? end({ why: "done" }) : hear(answer));
		thread.onEnd = (reason) => end({ why: "crashed", reason });
		worker.postMessage(batch);
	});
}

/** The worker's file: beside this one in the sources, at the top of the built command. */
function workerFile() {
	const candidates = ["./worker.ts", "./policy-worker.mjs", "../policy-worker.mjs"].map((name) => new URL(name, import.meta.url));
	const found = candidates.find((url) => existsSync(fileURLToPath(url)));
	if (!found) throw new Error("The file of the policies' thread is missing: Parapet is not installed whole.");
	return found;
}
