import type { PolicyLimits } from "./limits.ts";
import type { Answer, Batch, Report, WorkerStart } from "./protocol.ts";
import { openProcess, type WorkerProcess } from "./worker-process.ts";

/** How often it is looked whether a process still moves, in milliseconds. */
const watchEvery = 20;
/** What one look counts at most as time passed: a machine that was halted adds next to nothing. */
const mostPerLook = 2 * watchEvery;
/** A policy that gets no processor for so many times its limit is given up all the same. */
const patience = 30;
/** Where the system does not tell the processor time of a process, it is taken for this part of the time passed. */
const share = 0.2;

/** What hears of a batch: answers as they arrive, and policies that were stopped, with the document at which and why. */
export interface Receiver {
	readonly results: (policy: number, document: number, results: Extract<Answer, { type: "results" }>["results"]) => void;
	readonly error: (policy: number, document: number, reason: string) => void;
	/** From this document on the policy is not run any more, in this batch and later ones. */
	readonly stopped: (policy: number, document: number, reason: string) => void;
}

/** Runs batches in a process of its own; a policy that takes too long or breaks the process is stopped, and the others go on in a new one. */
export interface Runner {
	readonly run: (batch: Pick<Batch, "bytes" | "offsets" | "policies">, receiver: Receiver) => Promise<void>;
	readonly close: () => Promise<void>;
}

type Ending =
	| { readonly why: "done" }
	/** `at` is the report after which it took too long. */
	| { readonly why: "slow" | "spent"; readonly reason: string; readonly at: Report | undefined }
	| { readonly why: "crashed"; readonly reason: string };

/** A process, and the last report of the batch that runs in it. */
interface Running {
	readonly worker: WorkerProcess;
	last: Report | undefined;
}

/** Makes a runner; the process starts with the first batch. */
export function createRunner(start: Omit<WorkerStart, "memoryPages" | "policyMs">, limits: PolicyLimits): Runner {
	const stopped = new Set<number>();
	/** Milliseconds that each policy has taken, about. */
	const spent = new Map<number, number>();
	/** Policies that were slow once. */
	const warned = new Set<number>();
	let running: Running | undefined;

	const close = async () => {
		const closing = running;
		running = undefined;
		await closing?.worker.end();
	};

	return {
		close,
		async run(batch, receiver) {
			let from = { document: 0, policy: 0 };
			let careful = false;
			let falseStarts = 0;
			const stop = (policy: number, document: number, reason: string) => {
				stopped.add(policy);
				receiver.stopped(policy, document, reason);
			};
			const hear = (report: Report) => {
				for (const answer of report.answers) {
					if (answer.type === "results") receiver.results(answer.policy, answer.document, answer.results);
					else if (answer.type === "error") receiver.error(answer.policy, answer.document, answer.reason);
					else stop(answer.policy, answer.document, answer.reason);
				}
				if (report.spent) spent.set(report.spent.policy, (spent.get(report.spent.policy) ?? 0) + report.spent.ms);
			};
			for (;;) {
				const { memoryPages, policyMs } = limits;
				running ??= { worker: openProcess({ ...start, memoryPages, policyMs }, limits.heapMegabytes), last: undefined };
				const attempt = running;
				const ending = await follow(attempt, { ...batch, from, stopped: [...stopped], spent, careful }, hear, limits);
				if (ending.why === "done") return;
				// What it had said before still arrives, and counts.
				await close();
				const { last } = attempt;
				if (!last) {
					// It did not even begin, and whose fault that is cannot be told.
					if (++falseStarts < 2) continue;
					for (const each of new Set(batch.policies.flat())) if (!stopped.has(each)) receiver.stopped(each, from.document, ending.reason);
					return;
				}
				// The batch was done after all.
				if (!last.next) return;
				from = { document: last.next.document, policy: last.next.policy };
				if (!careful) {
					// It was somewhere behind this; done again step by step, it shows which policy it was, if it was one.
					careful = true;
					continue;
				}
				// It had moved on before it was ended.
				if (ending.why !== "crashed" && ending.at !== last) continue;
				// Once may be a machine that is out of breath: the same policy gets a second chance.
				if (ending.why === "slow" && !warned.has(from.policy)) warned.add(from.policy);
				else stop(from.policy, from.document, ending.reason);
			}
		},
	};

	/** Follows a process through a batch, until it is done, breaks, or must be stopped. */
	function follow(attempt: Running, batch: Batch, hear: (report: Report) => void, { startMs, documentMs, policyMs }: PolicyLimits) {
		const { worker } = attempt;
		attempt.last = undefined;
		return new Promise<Ending>((resolve) => {
			let [waited, lastLook, usedThen] = [0, performance.now(), worker.processorTime() ?? 0];
			const end = (ending: Ending) => {
				clearInterval(timer);
				resolve(ending);
			};
			const judge = (ran: number) => {
				const { last } = attempt;
				const starting = !last?.next || last.next.loading;
				const limit = starting ? startMs : documentMs;
				if (ran > limit || waited > limit * patience)
					end({ why: "slow", reason: `it took longer than ${limit / 1000} s${starting ? " to start" : ""}`, at: last });
				else if (!starting && (spent.get(last?.next?.policy ?? -1) ?? 0) + ran > policyMs)
					end({ why: "spent", reason: `it took longer than ${policyMs / 1000} s over all resources`, at: last });
			};
			const look = () => {
				const now = performance.now();
				waited += Math.min(now - lastLook, mostPerLook);
				lastLook = now;
				const used = worker.processorTime();
				const ran = used === undefined ? waited * share : used - usedThen;
				// If this process was held up, reports may wait to be read; they are, before this is called.
				const { last } = attempt;
				setImmediate(() => {
					if (attempt.last === last) judge(ran);
				});
			};
			const timer = setInterval(look, watchEvery);
			worker.onReport = (report) => {
				attempt.last = report;
				[waited, usedThen] = [0, report.cpu];
				hear(report);
				if (!report.next) end({ why: "done" });
			};
			worker.onEnd = (reason) => end({ why: "crashed", reason });
			worker.send({ type: "batch", batch });
		});
	}
}
