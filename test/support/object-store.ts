import type { ObjectStore } from "../../shared/sinks/s3/store.ts";

/** The process "ends" here. */
export class Crash extends Error {}

/** A bucket in memory, with conditions as S3 keeps them, whose writes can be watched and cut short. */
export interface MemoryStore extends ObjectStore {
	readonly objects: Map<string, { body: Uint8Array; etag: string }>;
	/** Keys in the order in which they were written. */
	readonly writes: string[];
	/** Crashes before the write with this number from now (0: the next), or right after it. */
	crashAt(write: number, when: "before" | "after"): void;
	/** Runs once, before the next write of a key that matches. */
	before(key: RegExp, action: () => Promise<void>): void;
	/** The next write of a key that matches is done, but its sender is told that the condition does not hold, as after a retry. */
	loseAnswer(key: RegExp): void;
}

export function memoryStore(bucket = "snapshots"): MemoryStore {
	const objects = new Map<string, { body: Uint8Array; etag: string }>();
	const writes: string[] = [];
	let crash: { at: number; when: "before" | "after" } | undefined;
	let hook: { key: RegExp; action: () => Promise<void> } | undefined;
	let lost: RegExp | undefined;
	let version = 0;
	return {
		bucket,
		objects,
		writes,
		crashAt: (write, when) => {
			crash = { at: write, when };
		},
		before: (key, action) => {
			hook = { key, action };
		},
		loseAnswer: (key) => {
			lost = key;
		},
		async put(key, body, _contentType, condition) {
			if (hook?.key.test(key)) {
				const { action } = hook;
				hook = undefined;
				await action();
			}
			const strikes = crash?.at === 0 ? crash.when : undefined;
			if (crash) crash = crash.at === 0 ? undefined : { ...crash, at: crash.at - 1 };
			if (strikes === "before") throw new Crash(`before ${key}`);
			const there = objects.get(key);
			const holds = "absent" in condition ? there === undefined : "etag" in condition ? there?.etag === condition.etag : true;
			if (holds) {
				objects.set(key, { body, etag: `"${++version}"` });
				writes.push(key);
			}
			if (strikes === "after") throw new Crash(`after ${key}`);
			if (lost?.test(key)) {
				lost = undefined;
				return false;
			}
			return holds;
		},
		get: async (key) => objects.get(key),
		remove: async (key) => void objects.delete(key),
		list: async (prefix) =>
			[...objects]
				.filter(([key]) => key.startsWith(prefix))
				.map(([key, { body }]) => ({ key, size: body.length, modified: "2026-06-15T12:00:00.000Z" }))
				.sort((a, b) => (a.key < b.key ? -1 : 1)),
	};
}
