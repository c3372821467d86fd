import type { Entrypoint } from "./bundle.ts";
import type { PolicyResults } from "./results.ts";

/** What a process of policies gets first. */
export interface WorkerStart {
	readonly modules: readonly { readonly wasm: Uint8Array; readonly data: string | undefined }[];
	/** By the numbers that jobs use; `module` of an entrypoint is an index of `modules` above. */
	readonly policies: readonly (readonly Entrypoint[])[];
	readonly memoryPages: number;
	/** Milliseconds of processor time of one policy over all documents. */
	readonly policyMs: number;
	/** Milliseconds since the epoch: the time of judging. */
	readonly now: number;
}

/** A document of a batch, and a policy that is to be run over it. */
export interface Position {
	readonly document: number;
	readonly policy: number;
}

/** Documents as UTF-8 JSON behind each other, and the policies to run over each. */
export interface Batch {
	readonly bytes: Uint8Array;
	/** Where each document starts; one more for the end of the last. */
	readonly offsets: Uint32Array;
	/** The policies of each document, in ascending order. */
	readonly policies: readonly (readonly number[])[];
	/** Where to begin: everything before has been done. */
	readonly from: Position;
	/** Policies that are no longer run. */
	readonly stopped: readonly number[];
	/** Milliseconds of processor time that policies have had in batches before. */
	readonly spent: ReadonlyMap<number, number>;
	/** Report before every step: something in this batch has ended the process. */
	readonly careful: boolean;
}

/** What is said to a process of policies. */
export type Order = { readonly type: "start"; readonly start: WorkerStart } | { readonly type: "batch"; readonly batch: Batch };

/** What a policy came to: of a document that it has something to say of. Silence means no results. */
export type Answer =
	| { readonly type: "results"; readonly policy: number; readonly document: number; readonly results: PolicyResults }
	| { readonly type: "error"; readonly policy: number; readonly document: number; readonly reason: string }
	/** The policy failed for so many documents in a row, this one the last, could not be loaded, or has had its time, so that it is no longer run. */
	| { readonly type: "given up"; readonly policy: number; readonly document: number; readonly reason: string };

/** What a process says now and then, before every load of a module, and before every step of a careful batch. */
export interface Report {
	/** Of everything since the last report and before `next`. */
	readonly answers: readonly Answer[];
	/** What comes next, and whether that is the load of its module; undefined at the end of the batch. */
	readonly next: (Position & { readonly loading: boolean }) | undefined;
	/** Milliseconds of processor time that the process has had. */
	readonly cpu: number;
	/** The policy that ran last, and the milliseconds since the last report, which are counted as its own. */
	readonly spent: { readonly policy: number; readonly ms: number } | undefined;
}
