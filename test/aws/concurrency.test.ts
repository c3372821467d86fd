import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLimiter, mapBounded } from "../../shared/aws/concurrency.ts";

/** Counts how many tasks are inside at once. */
function gauge() {
	let inside = 0;
	let most = 0;
	return {
		async task<T>(value: T): Promise<T> {
			most = Math.max(most, ++inside);
			await new Promise((resolve) => setImmediate(resolve));
			inside--;
			return value;
		},
		most: () => most,
	};
}

describe("A limiter", () => {
	it.each([
		[1, 1],
		[3, 3],
		[0, 1],
	])("of width %i runs %i tasks at a time", async (width, expected) => {
		const limiter = createLimiter(width);
		const { task, most } = gauge();
		const results = await Promise.all(Array.from({ length: 20 }, (_, index) => limiter.run(() => task(index))));
		expect(results).toEqual(Array.from({ length: 20 }, (_, index) => index));
		expect(most()).toBe(expected);
	});

	it("starts tasks in the order in which they came", async () => {
		const limiter = createLimiter(1);
		const started: number[] = [];
		await Promise.all(Array.from({ length: 3000 }, (_, index) => limiter.run(async () => started.push(index))));
		expect(started).toEqual(Array.from({ length: 3000 }, (_, index) => index));
	});

	it("gives the place of a failed task to the next", async () => {
		const limiter = createLimiter(1);
		const failed = limiter.run(async () => {
			throw new Error("no");
		});
		const next = limiter.run(async () => "yes");
		await expect(failed).rejects.toThrow("no");
		await expect(next).resolves.toBe("yes");
	});
});

describe("mapBounded", () => {
	it("keeps the order, maps every item once and never exceeds its width", async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.integer(), { maxLength: 30 }), fc.integer({ min: 1, max: 8 }), async (items, width) => {
				const { task, most } = gauge();
				const seen: number[] = [];
				const results = await mapBounded(items, width, async (item, index) => {
					seen.push(index);
					return task(item * 2);
				});
				expect(results).toEqual(items.map((item) => item * 2));
				expect(seen).toEqual(items.map((_, index) => index));
				expect(most()).toBeLessThanOrEqual(width);
			}),
			{ numRuns: 30 },
		);
	});

	it("rejects when a task does", async () => {
		await expect(mapBounded([1, 2], 2, async (item) => (item === 2 ? Promise.reject(new Error("two")) : item))).rejects.toThrow("two");
	});
});
