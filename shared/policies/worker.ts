import { Worker } from "node:worker_threads";
import { builtinsAt } from "./builtins.ts";
import type { Entrypoint } from "./bundle.ts";
import { type Instance, instantiate } from "./instance.ts";
import { mostFailures } from "./limits.ts";
import type { Answer, Batch, Order, Position, Report, WorkerStart } from "./protocol.ts";
import { bounded, type PolicyResult, readPackageResults, readResults } from "./results.ts";

/** The process in which policies run. It is ended from outside when one takes too long, so it tells what it is at. */

/** Milliseconds between reports: what is done again after a crash. */
const reportEvery = 10;

process.on("disconnect", () => process.exit());
// A terminal interrupts the whole group; the parent decides what that means.
for (const signal of ["SIGINT", "SIGHUP"] as const) process.on(signal, () => {});
// While a policy loops no event is seen here: this thread sees that the parent is gone. Windows ends children by itself.
new Worker(
	"const { workerData } = require('node:worker_threads'); setInterval(() => process.ppid === workerData || process.kill(process.pid, 'SIGKILL'), 500)",
	{ eval: true, workerData: process.ppid },
).unref();
process.on("message", (order: Order) => {
	if (order.type === "start") runBatch = runnerOf(order.start);
	else void runBatch?.(order.batch);
});

let runBatch: ((batch: Batch) => Promise<void>) | undefined;

type Step = Position & { readonly loading: boolean };

/** A running module, with the document that it has as its input. */
interface Running {
	readonly instance: Instance;
	input: Uint8Array | undefined;
}

function runnerOf(start: WorkerStart): (batch: Batch) => Promise<void> {
	const builtins = builtinsAt(start.now);
	const compiled = new Map<number, WebAssembly.Module>();
	const instances = new Map<number, Running>();
	/** Failures of each policy in a row. */
	const failures = new Map<number, number>();

	return async ({ bytes, offsets, policies, from, stopped, spent, careful }) => {
		const left = new Set(stopped);
		const total = new Map(spent);
		let answers: Answer[] = [];
		/** What runs now. */
		let step: Step | undefined;
		let [reported, usedThen] = [Number.NEGATIVE_INFINITY, processorTime()];

		const report = async (next: Step | undefined) => {
			const [now, cpu] = [performance.now(), processorTime()];
			// Other threads of this process count too, so it is never less than what the policy had, nor more than what has passed.
			const ms = Math.min(cpu - usedThen, now - reported);
			const own = step && !step.loading ? { policy: step.policy, ms } : undefined;
			if (own) total.set(own.policy, (total.get(own.policy) ?? 0) + ms);
			const said: Report = { answers, next, cpu, spent: own };
			[answers, reported, usedThen] = [[], now, cpu];
			// Only what has left this process survives its end.
			await new Promise<void>((sent) => process.send?.(said, undefined, undefined, () => sent()));
		};
		/** Whether the step that comes next is told before; awaiting what need not wait is most of the time of small policies. */
		const isDue = () => careful || step?.loading === true || performance.now() - reported >= reportEvery;
		const load = async (index: number, at: Position) => {
			const loading = { ...at, loading: true };
			await report(loading);
			step = loading;
			const { wasm, data } = start.modules[index] as WorkerStart["modules"][number];
			const module = compiled.get(index) ?? new WebAssembly.Module(wasm as Uint8Array<ArrayBuffer>);
			compiled.set(index, module);
			const fresh: Running = { instance: instantiate(module, data, builtins, start.memoryPages), input: undefined };
			instances.set(index, fresh);
			return fresh;
		};
		const evaluate = async (at: Position, input: Uint8Array): Promise<PolicyResult[]> => {
			const results: PolicyResult[] = [];
			for (const { module, name, rule } of start.policies[at.policy] ?? []) {
				const running: Running = instances.get(module) ?? (await load(module, at));
				const next = { ...at, loading: false };
				if (isDue()) await report(next);
				step = next;
				if (running.input !== input) {
					running.instance.setInput(input);
					running.input = input;
				}
				const value = running.instance.evaluate(name);
				if (value !== undefined) results.push(...read(value, rule));
			}
			return results;
		};

		for (let document = from.document; document < policies.length; document++) {
			const input = bytes.subarray(offsets[document], offsets[document + 1]);
			for (const policy of policies[document] ?? []) {
				if (left.has(policy) || (document === from.document && policy < from.policy)) continue;
				if ((total.get(policy) ?? 0) > start.policyMs) {
					left.add(policy);
					answers.push({ type: "given up", policy, document, reason: `it took longer than ${start.policyMs / 1000} s over all resources` });
					continue;
				}
				try {
					const results = await evaluate({ policy, document }, input);
					failures.delete(policy);
					if (results.length > 0) answers.push({ type: "results", policy, document, results: bounded(results) });
				} catch (error) {
					// What is inside after a trap is anybody's guess: the next evaluation gets a new instance.
					for (const { module } of start.policies[policy] ?? []) instances.delete(module);
					const inRow = (failures.get(policy) ?? 0) + 1;
					failures.set(policy, inRow);
					// What fails before it sees the document, such as data that do not fit, fails for every one.
					const over = inRow >= mostFailures || step?.loading === true;
					if (over) left.add(policy);
					answers.push({ type: over ? "given up" : "error", policy, document, reason: reasonOf(error, start.memoryPages) });
				}
			}
		}
		await report(undefined);
	};
}

/** Milliseconds that this process has had of the processors. */
function processorTime(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}

const read = (value: unknown, rule: Entrypoint["rule"]): PolicyResult[] =>
	rule === "package" ? readPackageResults(value) : readResults(value, rule);

function reasonOf(error: unknown, memoryPages: number): string {
	const message = error instanceof Error ? error.message : String(error);
	if (/opa_malloc|out of memory|maximum memory size/i.test(message)) return `it needs more memory than ${memoryPages / 16} MiB`;
	if (error instanceof RangeError) return `it recurses too deeply (${message})`;
	return error instanceof WebAssembly.RuntimeError ? `it trapped (${message})` : message.slice(0, 500);
}
