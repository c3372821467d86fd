import type { PolicyDocument } from "../core/document.ts";
import type { Policy, PolicyBundle } from "./bundle.ts";
import { defaultLimits, type PolicyLimits } from "./limits.ts";
import { type MissingPath, missingPaths } from "./paths.ts";
import type { Batch, WorkerStart } from "./protocol.ts";
import type { PolicyResults } from "./results.ts";
import { createRunner } from "./runner.ts";

/** What a policy came to for one document. */
export type DocumentVerdict =
	| ({ readonly verdict: "judged" } & PolicyResults)
	/** The document lacks what the policy requires. */
	| { readonly verdict: "missing"; readonly paths: readonly MissingPath[] }
	/** The policy could not be evaluated. `reason` continues a sentence about it: "it took longer than 1 s". */
	| { readonly verdict: "error"; readonly reason: string };

/** A policy with its verdicts by the index of the documents; undefined where the document is of a kind that the policy does not look at. */
export interface PolicyOutcome {
	readonly policy: Policy;
	readonly bundle: PolicyBundle;
	readonly verdicts: readonly (DocumentVerdict | undefined)[];
}

/** What evaluation can be told. */
export interface EvaluationSettings {
	readonly limits?: Partial<PolicyLimits>;
	/** Evaluate only these. */
	readonly chosen?: (policy: Policy) => boolean;
	/** Bytes of JSON that are handed over at once. */
	readonly batchBytes?: number;
}

/** An outcome in the making. */
interface Open extends PolicyOutcome {
	readonly verdicts: (DocumentVerdict | undefined)[];
	/** Why it is no longer run. */
	stopped?: string;
}

/** The verdict of a policy that is to be asked; it stays when the policy has nothing to say. */
const silent: DocumentVerdict = Object.freeze({ verdict: "judged", results: [], total: 0 });
const encoder = new TextEncoder();

/**
 * Evaluates every policy over every document of its kinds, in a process of its own. It does not throw for a policy: one that loops, traps or
 * returns nonsense has `error` verdicts, and the others theirs. `time.now_ns` is the time of the first document.
 */
export async function evaluatePolicies(
	bundles: readonly PolicyBundle[],
	documents: readonly PolicyDocument[],
	{ limits, chosen = () => true, batchBytes = 2 ** 20 }: EvaluationSettings = {},
): Promise<PolicyOutcome[]> {
	const outcomes = bundles.flatMap((bundle) =>
		bundle.policies
			.filter(chosen)
			.map((policy): Open => ({ policy, bundle, verdicts: documents.map((document) => beforehand(policy, document)) })),
	);
	const runner = createRunner(
		{ ...modulesOf(bundles, outcomes), now: Date.parse(documents[0]?.time ?? "1970-01-01T00:00:00Z") },
		{ ...defaultLimits, ...limits },
	);
	try {
		for (const { indexes, batch } of batches(outcomes, documents, batchBytes)) {
			const set = (policy: number, document: number, verdict: DocumentVerdict) => {
				const outcome = outcomes[policy];
				const index = indexes[document];
				if (outcome && index !== undefined) outcome.verdicts[index] = verdict;
			};
			await runner.run(batch, {
				results: (policy, document, results) => set(policy, document, { verdict: "judged", ...results }),
				error: (policy, document, reason) => set(policy, document, { verdict: "error", reason }),
				stopped(policy, document, reason) {
					set(policy, document, { verdict: "error", reason });
					const outcome = outcomes[policy];
					if (!outcome) return;
					outcome.stopped = `${reason} for another resource, and was not asked again`;
					for (const later of indexes.slice(document + 1)) giveUp(outcome, later);
				},
			});
		}
	} finally {
		await runner.close();
	}
	return outcomes;
}

function beforehand(policy: Policy, document: PolicyDocument): DocumentVerdict | undefined {
	if (policy.kinds && !policy.kinds.includes(document.kind)) return undefined;
	const paths = missingPaths(document, policy.requires);
	return paths.length > 0 ? { verdict: "missing", paths } : silent;
}

function giveUp({ verdicts, stopped }: Open, document: number): void {
	if (stopped !== undefined && verdicts[document] === silent) verdicts[document] = { verdict: "error", reason: stopped };
}

/** The modules of all bundles in one list, and the policies with entrypoints that point into it. */
function modulesOf(bundles: readonly PolicyBundle[], outcomes: readonly Open[]): Pick<WorkerStart, "modules" | "policies"> {
	const first = new Map<PolicyBundle, number>();
	const modules: WorkerStart["modules"][number][] = [];
	for (const bundle of bundles) {
		first.set(bundle, modules.length);
		for (const wasm of bundle.modules) modules.push({ wasm, data: bundle.data });
	}
	const policies = outcomes.map(({ policy, bundle }) =>
		policy.entrypoints.map((entrypoint) => ({ ...entrypoint, module: entrypoint.module + (first.get(bundle) ?? 0) })),
	);
	return { modules, policies };
}

/** The documents that some policy must be asked about, in batches of about so many bytes of JSON. */
function* batches(
	outcomes: readonly Open[],
	documents: readonly PolicyDocument[],
	batchBytes: number,
): Generator<{ readonly indexes: readonly number[]; readonly batch: Pick<Batch, "bytes" | "offsets" | "policies"> }> {
	let indexes: number[] = [];
	let texts: Uint8Array[] = [];
	let policies: number[][] = [];
	let size = 0;
	const take = () => {
		const taken = { indexes, batch: { ...concatenated(texts, size), policies } };
		[indexes, texts, policies, size] = [[], [], [], 0];
		return taken;
	};
	for (const [index, document] of documents.entries()) {
		for (const outcome of outcomes) giveUp(outcome, index);
		const asked = outcomes.flatMap(({ verdicts }, policy) => (verdicts[index] === silent ? [policy] : []));
		if (asked.length === 0) continue;
		const text = encoder.encode(jsonOf(document));
		indexes.push(index);
		texts.push(text);
		policies.push(asked);
		size += text.length;
		if (size >= batchBytes) yield take();
	}
	if (indexes.length > 0) yield take();
}

/** OPA refuses half a surrogate pair, which a name from outside may be; it becomes U+FFFD. */
function jsonOf(document: PolicyDocument): string {
	const json = JSON.stringify(document);
	return json.includes("\\ud") ? json.replace(/\\\\|\\ud[0-9a-f]{3}/g, (part) => (part === "\\\\" ? part : "\\ufffd")) : json;
}

function concatenated(texts: readonly Uint8Array[], size: number): Pick<Batch, "bytes" | "offsets"> {
	const bytes = new Uint8Array(size);
	const offsets = new Uint32Array(texts.length + 1);
	let at = 0;
	for (const [index, text] of texts.entries()) {
		bytes.set(text, at);
		at += text.length;
		offsets[index + 1] = at;
	}
	return { bytes, offsets };
}
