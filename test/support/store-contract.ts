import { beforeEach, describe, expect, it } from "vitest";
import type { Store } from "../../shared/sinks/outbox/store.ts";

/** What every store of the outbox keeps to; `make` gives an empty one. */
export function describeStore(where: string, make: () => Store | Promise<Store>): void {
	describe(`a store in ${where}`, () => {
		let store: Store;
		beforeEach(async () => {
			store = await make();
		});

		it("gives what was written, and nothing where nothing is", async () => {
			expect(await store.get("a/b")).toBeUndefined();
			await store.write("a/b", "one");
			await store.write("a/b", "two, ü, 𝄞, \u0000");
			expect(await store.get("a/b")).toBe("two, ü, 𝄞, \u0000");
			await store.remove("a/b");
			await store.remove("a/b");
			expect(await store.get("a/b")).toBeUndefined();
			expect(await store.list("a")).toEqual([]);
		});

		it("creates a key once, also when many try at the same time", async () => {
			const created = await Promise.all(Array.from({ length: 10 }, (_each, index) => store.create("a/b", String(index))));
			expect(created.filter(Boolean)).toHaveLength(1);
			expect(await store.get("a/b")).toBe(String(created.indexOf(true)));
			expect(await store.create("a/b", "late")).toBe(false);
			await store.remove("a/b");
			expect(await store.create("a/b", "anew")).toBe(true);
		});

		it("lists the keys below a prefix in order, and only those", async () => {
			for (const key of ["outbox/b/2", "outbox/a/1", "outboxes/c", "lease/1", "outbox/a.b/1", "outbox/a-b/1"]) await store.write(key, "x");
			expect(await store.list("outbox")).toEqual(["outbox/a-b/1", "outbox/a.b/1", "outbox/a/1", "outbox/b/2"]);
			expect(await store.list("outbox/b")).toEqual(["outbox/b/2"]);
			expect(await store.list("outbox/a")).toEqual(["outbox/a/1"]);
			expect(await store.list("nothing")).toEqual([]);
		});

		it.each(["../x", "a/../b", "a//b", "a/.hidden", "a/b c", ""])("does not take %s for a key", async (key) => {
			await expect((async () => store.write(key, "x"))()).rejects.toThrow("No key");
		});
	});
}
