/** What reading and evaluating policies may take. Milliseconds are of processor time: a busy machine must not turn verdicts into errors. */
export interface PolicyLimits {
	/** Milliseconds of one policy over one document. */
	readonly documentMs: number;
	/** Milliseconds of one policy over all documents of a scan. */
	readonly policyMs: number;
	/** Milliseconds until a process runs and the policy is loaded. */
	readonly startMs: number;
	/** Pages of 64 KiB that a policy's memory grows to at most. */
	readonly memoryPages: number;
	/** MiB of the process's own heap, for what policies return. */
	readonly heapMegabytes: number;
}

/** The limits of scans. */
export const defaultLimits: PolicyLimits = {
	documentMs: 1_000,
	policyMs: 60_000,
	startMs: 10_000,
	memoryPages: 4_096,
	heapMegabytes: 1_024,
};

/** Bytes of a bundle as it is stored. */
export const largestBundle = 16 * 2 ** 20;
/** Bytes of a bundle unpacked. */
export const largestUnpacked = 64 * 2 ** 20;
/** Files in a bundle. */
export const mostFiles = 2_000;
/** Characters of a message, remediation or id that are kept. */
export const longestMessage = 1_000;
export const longestId = 64;
/** Results of one policy for one document that are kept; more are counted. */
export const mostResults = 20;
/** Failures of a policy in a row after which it is no longer run: each costs a new instance. */
export const mostFailures = 100;
