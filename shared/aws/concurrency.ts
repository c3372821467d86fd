/** Lets at most so many tasks run at a time. Of those that wait, urgent ones come first; else in the order in which they came. */
export interface Limiter {
	run<T>(task: () => Promise<T>, urgent?: boolean): Promise<T>;
}

/** A limiter of `width` tasks (at least 1). */
export function createLimiter(width: number): Limiter {
	let free = Math.max(1, Math.floor(width));
	const [urgentOnes, others] = [createQueue(), createQueue()];
	return {
		async run(task, urgent = false) {
			if (free > 0) free--;
			else await new Promise<void>((resolve) => (urgent ? urgentOnes : others).add(resolve));
			try {
				return await task();
			} finally {
				const next = urgentOnes.take() ?? others.take();
				if (next) next();
				else free++;
			}
		},
	};
}

/** First in, first out, at a cost that does not grow with its length. */
function createQueue(): { add(wake: () => void): void; take(): (() => void) | undefined } {
	let entries: (() => void)[] = [];
	let head = 0;
	return {
		add: (wake) => void entries.push(wake),
		take() {
			const wake = entries[head];
			if (wake !== undefined) head++;
			if (head > 1024 && head * 2 > entries.length) {
				entries = entries.slice(head);
				head = 0;
			}
			return wake;
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
