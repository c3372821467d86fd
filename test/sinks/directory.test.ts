import { readdir, stat, writeFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { directoryStore } from "../../shared/sinks/outbox/directory.ts";
import type { Store } from "../../shared/sinks/outbox/store.ts";
import { memoryStore } from "../support/outbox.ts";
import { directoryWith } from "../support/terminal.ts";

let place: Awaited<ReturnType<typeof directoryWith>>;
beforeEach(async () => {
	place = await directoryWith();
});
afterEach(() => place.remove());

const stores: readonly (readonly [string, () => Store])[] = [
	["a directory", () => directoryStore(place.path("state"))],
	["the memory of the tests", () => memoryStore()],
];

describe.each(stores)("a store in %s", (_, make) => {
	it("gives what was written, and nothing where nothing is", async () => {
		const store = make();
		expect(await store.get("a/b")).toBeUndefined();
		await store.write("a/b", "one");
		await store.write("a/b", "two");
		expect(await store.get("a/b")).toBe("two");
		await store.remove("a/b");
		await store.remove("a/b");
		expect(await store.get("a/b")).toBeUndefined();
	});

	it("creates a key once, also when many try at the same time", async () => {
		const store = make();
		const created = await Promise.all(Array.from({ length: 10 }, (_each, index) => store.create("a/b", String(index))));
		expect(created.filter(Boolean)).toHaveLength(1);
		expect(await store.get("a/b")).toBe(String(created.indexOf(true)));
		expect(await store.create("a/b", "late")).toBe(false);
	});

	it("lists the keys below a prefix in order, and only those", async () => {
		const store = make();
		for (const key of ["outbox/b/2", "outbox/a/1", "outboxes/c", "lease/1"]) await store.write(key, "x");
		expect(await store.list("outbox")).toEqual(["outbox/a/1", "outbox/b/2"]);
		expect(await store.list("outbox/b")).toEqual(["outbox/b/2"]);
		expect(await store.list("nothing")).toEqual([]);
	});
});

describe("a store in a directory", () => {
	it("is readable by its owner alone and leaves no half files among the keys", async () => {
		const store = directoryStore(place.path("state"));
		await store.write("a/b", "x");
		await writeFile(place.path("state/a/c.json.1.2.tmp"), "half");
		expect((await stat(place.path("state/a/b.json"))).mode & 0o077).toBe(0);
		expect(await store.list("a")).toEqual(["a/b"]);
		expect(await readdir(place.path("state/a"))).toHaveLength(2);
	});

	it.each(["../x", "a/../b", "a//b", "a/.hidden", "a/b c"])("does not take %s for a key", async (key) => {
		await expect(directoryStore(place.path("state")).write(key, "x")).rejects.toThrow("No key");
	});

	it("says where it cannot write", async () => {
		await writeFile(place.path("file"), "");
		await expect(directoryStore(place.path("file")).write("a/b", "x")).rejects.toThrow(
			/The state of the alerts cannot be kept in .*file: /,
		);
	});
});
