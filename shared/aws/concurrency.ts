/** Lets at most so many tasks run at a time; the rest wait in order. */
export interface Limiter {
	run<T>(task: () => Promise<T>): Promise<T>;
}

/** A limiter of `width` tasks (at least 1). */
export function createLimiter(width: number): Limiter {
	let free = Math.max(1, Math.floor(width));
	let waiting: (() => void)[] = [];
	let head = 0;
	const release = () => {
		const next = waiting[head];
		if (!next) {
			free++;
			return;
		}
		head++;
		// The queue is cut now and then, so that waking a task costs the same however many wait.
		if (head > 1024 && head * 2 > waiting.length) {
			waiting = waiting.slice(head);
			head = 0;
		}
		next();
	};
	return {
		async run(task) {
			if (free > 0) free--;
			else await new Promise<void>((resolve) => waiting.push(resolve));
			try {
				return await task();
			} finally {
				release();
			}
		},
	};
}

/**
 * Maps with at most `width` tasks begun and not ended, in the order of the items; so twenty thousand items do not build twenty thousand
 * requests at once. A rejection ends it.
 */
export async function mapBounded<T, R>(items: readonly T[], width: number, task: (item: T, index: number) => Promise<R>): Promise<R[]> {
	const results = new Array<R>(items.length);
	let next = 0;
	const worker = async () => {
		while (next < items.length) {
			const index = next++;
			results[index] = await task(items[index] as T, index);
		}
	};
	await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
	return results;
}
