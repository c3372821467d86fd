import type { Entrypoint } from "./bundle.ts";
import type { PolicyResults } from "./results.ts";

/** What a worker gets at its start. */
export interface WorkerStart {
	readonly modules: readonly { readonly module: WebAssembly.Module; readonly data: string | undefined }[];
	/** By the numbers that jobs use; `module` of an entrypoint is an index of `modules` above. */
	readonly policies: readonly (readonly Entrypoint[])[];
	readonly memoryPages: number;
	/** Milliseconds since the epoch: the time of judging. */
	readonly now: number;
	/** Four integers that say what the worker is at; see `Progress`. */
	readonly progress: SharedArrayBuffer;
}

/** Places in `progress`: a number that changes with every step, the policy, the document, and 1 while the policy's module is loaded. */
export const Progress = { step: 0, policy: 1, document: 2, loading: 3 } as const;

/** Documents as UTF-8 JSON behind each other, and the policies to run over each. */
export interface Batch {
	readonly bytes: SharedArrayBuffer;
	/** Where each document starts; one more for the end of the last. */
	readonly offsets: Uint32Array;
	/** The policies of each document, in ascending order. */
	readonly policies: readonly (readonly number[])[];
	/** Where to begin: everything before has been done. */
	readonly from: { readonly document: number; readonly policy: number };
	/** Policies that are no longer run. */
	readonly stopped: readonly number[];
}

/** What a worker says: of a document that a policy has something to say of, and at the end of a batch. Silence means no results. */
export type Answer =
	| { readonly type: "results"; readonly policy: number; readonly document: number; readonly results: PolicyResults }
	| { readonly type: "error"; readonly policy: number; readonly document: number; readonly reason: string }
	/** The policy failed for so many documents in a row, this one the last, or could not be loaded, so that it is no longer run. */
	| { readonly type: "given up"; readonly policy: number; readonly document: number; readonly reason: string }
	| { readonly type: "done" };
