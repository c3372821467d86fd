import { parentPort, workerData } from "node:worker_threads";
import { builtinsAt } from "./builtins.ts";
import type { Entrypoint } from "./bundle.ts";
import { type Instance, instantiate } from "./instance.ts";
import { mostFailures } from "./limits.ts";
import { type Answer, type Batch, Progress, type WorkerStart } from "./protocol.ts";
import { bounded, type PolicyResult, readPackageResults, readResults } from "./results.ts";

/** The thread in which policies run. It is ended from outside when one takes too long, so it tells what it is at before every step. */

const start = workerData as WorkerStart;
const progress = new Int32Array(start.progress);
const builtins = builtinsAt(start.now);
/** Running modules, with the document that each has as its input. */
const instances = new Map<number, { readonly instance: Instance; input: Uint8Array | undefined }>();
/** Failures of each policy in a row. */
const failures = new Map<number, number>();
const say = (answer: Answer) => parentPort?.postMessage(answer);

parentPort?.on("message", ({ bytes, offsets, policies, from, stopped }: Batch) => {
	const left = new Set(stopped);
	for (let document = from.document; document < policies.length; document++) {
		const at = offsets[document] ?? 0;
		const input = new Uint8Array(bytes, at, (offsets[document + 1] ?? at) - at);
		for (const policy of policies[document] ?? []) {
			if (left.has(policy) || (document === from.document && policy < from.policy)) continue;
			try {
				const results = evaluate(policy, document, input);
				failures.delete(policy);
				if (results.length > 0) say({ type: "results", policy, document, results: bounded(results) });
			} catch (error) {
				// What is inside after a trap is anybody's guess: the next evaluation gets a new instance.
				for (const { module } of start.policies[policy] ?? []) instances.delete(module);
				const inRow = (failures.get(policy) ?? 0) + 1;
				failures.set(policy, inRow);
				// What fails before it sees the document, such as data that do not fit, fails for every one.
				const over = inRow >= mostFailures || Atomics.load(progress, Progress.loading) === 1;
				if (over) left.add(policy);
				say({ type: over ? "given up" : "error", policy, document, reason: reasonOf(error) });
			}
		}
	}
	say({ type: "done" });
});

function evaluate(policy: number, document: number, input: Uint8Array): PolicyResult[] {
	const results: PolicyResult[] = [];
	for (const { module, name, rule } of start.policies[policy] ?? []) {
		const running = instances.get(module) ?? load(module, policy, document);
		step(policy, document, false);
		if (running.input !== input) {
			running.instance.setInput(input);
			running.input = input;
		}
		const value = running.instance.evaluate(name);
		if (value !== undefined) results.push(...read(value, rule));
	}
	return results;
}

const read = (value: unknown, rule: Entrypoint["rule"]): PolicyResult[] =>
	rule === "package" ? readPackageResults(value) : readResults(value, rule);

function load(index: number, policy: number, document: number): { readonly instance: Instance; input: Uint8Array | undefined } {
	step(policy, document, true);
	const { module, data } = start.modules[index] as WorkerStart["modules"][number];
	const running = { instance: instantiate(module, data, builtins, start.memoryPages), input: undefined };
	instances.set(index, running);
	return running;
}

function step(policy: number, document: number, loading: boolean): void {
	Atomics.store(progress, Progress.policy, policy);
	Atomics.store(progress, Progress.document, document);
	Atomics.store(progress, Progress.loading, loading ? 1 : 0);
	Atomics.add(progress, Progress.step, 1);
}

const memoryLimit = `${start.memoryPages / 16} MiB`;

function reasonOf(error: unknown): string {
	const message = error instanceof Error ? error.message : String(error);
	if (/opa_malloc|out of memory|maximum memory size/i.test(message)) return `it needs more memory than ${memoryLimit}`;
	if (error instanceof RangeError) return `it recurses too deeply (${message})`;
	return error instanceof WebAssembly.RuntimeError ? `it trapped (${message})` : message.slice(0, 500);
}
