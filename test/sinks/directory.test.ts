import { readdir, stat, writeFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bucketStore } from "../../shared/sinks/outbox/bucket.ts";
import { directoryStore } from "../../shared/sinks/outbox/directory.ts";
import { memoryStore as memoryBucket } from "../support/object-store.ts";
import { memoryStore } from "../support/outbox.ts";
import { describeStore } from "../support/store-contract.ts";
import { directoryWith } from "../support/terminal.ts";

let place: Awaited<ReturnType<typeof directoryWith>>;
beforeEach(async () => {
	place = await directoryWith();
});
afterEach(() => place.remove());

describeStore("a directory", () => directoryStore(place.path("state")));
describeStore("the memory of the tests", () => memoryStore());
describeStore("a bucket", () => bucketStore(memoryBucket(), "alerts/v1/"));

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
