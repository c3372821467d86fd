import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { Documents } from "../../../shared/remediations/engine/documents.ts";
import { handleRequest } from "../../../shared/remediations/engine/request.ts";
import { directoryDocuments } from "../../../shared/runtime/remediate/directory-documents.ts";
import { objectDocuments } from "../../../shared/runtime/remediate/object-documents.ts";
import { memoryStore } from "../../support/object-store.ts";
import { memoryDocuments, request, world } from "../../support/remediation/world.ts";

const roots: string[] = [];
const root = (): string => {
	const made = mkdtempSync(join(tmpdir(), "parapet-documents-"));
	roots.push(made);
	return made;
};
afterAll(() => {
	for (const each of roots) rmSync(each, { recursive: true });
});

describe.each<[string, () => Documents]>([
	["a directory", () => directoryDocuments(join(root(), "new"))],
	["a bucket", () => objectDocuments(memoryStore(), "")],
	["a prefix of a bucket", () => objectDocuments(memoryStore(), "prod/")],
	["the memory of tests", memoryDocuments],
])("documents in %s", (_where, make) => {
	let documents: Documents;
	beforeEach(() => {
		documents = make();
	});

	it("give what was written, and nothing where nothing is", async () => {
		expect(await documents.get("a/b.json")).toBeUndefined();
		const etag = await documents.put("a/b.json", { text: "ü 𝄞" }, { absent: true });
		expect(await documents.get("a/b.json")).toEqual({ value: { text: "ü 𝄞" }, etag });
		await documents.remove("a/b.json");
		await documents.remove("a/b.json");
		expect(await documents.get("a/b.json")).toBeUndefined();
	});

	it("are written only on the condition", async () => {
		const first = (await documents.put("a.json", { n: 1 }, { absent: true })) ?? "";
		expect(await documents.put("a.json", { n: 2 }, { absent: true })).toBeUndefined();
		const second = (await documents.put("a.json", { n: 2 }, { etag: first })) ?? "";
		expect(second).not.toBe("");
		expect(await documents.put("a.json", { n: 3 }, { etag: first })).toBeUndefined();
		expect(await documents.put("b.json", { n: 3 }, { etag: first })).toBeUndefined();
		expect((await documents.get("a.json"))?.value).toEqual({ n: 2 });
		expect(await documents.put("a.json", { n: 4 }, { always: true })).toBeDefined();
	});

	it("are written by one of many who read the same", async () => {
		const etag = (await documents.put("a.json", { n: -1 }, { absent: true })) ?? "";
		const written = await Promise.all(Array.from({ length: 20 }, (_each, n) => documents.put("a.json", { n }, { etag })));
		expect(written.filter((each) => each !== undefined)).toHaveLength(1);
		expect((await documents.get("a.json"))?.value).toEqual({ n: written.findIndex((each) => each !== undefined) });
	});

	it("are listed below a prefix, in order", async () => {
		for (const key of ["open/v1/b.json", "open/v1/a.json", "attempts/v1/a.json"]) await documents.put(key, {}, { always: true });
		expect(await documents.list("open/v1/")).toEqual(["open/v1/a.json", "open/v1/b.json"]);
		expect(await documents.list("none/v1/")).toEqual([]);
	});

	it("carry a repair", async () => {
		const w = world();
		await handleRequest(request(), { ...w.ports(), documents });
		expect(w.writes).toHaveLength(1);
		expect(await documents.list("open/v1/")).toEqual([]);
		const [key = ""] = await documents.list("attempts/v1/");
		expect((await documents.get(key))?.value).toMatchObject({ phase: "succeeded" });
	});
});

describe("documents in a bucket", () => {
	it("are written when the answer was lost and the write was sent again", async () => {
		const store = memoryStore();
		const documents = objectDocuments(store, "");
		store.loseAnswer(/a\.json/);
		const etag = await documents.put("a.json", { n: 1 }, { absent: true });
		expect(etag).toBe((await documents.get("a.json"))?.etag);
	});

	it("that are no JSON object end everything", async () => {
		const store = memoryStore();
		for (const text of ["{", "[]", "1"]) {
			await store.put("a.json", Buffer.from(text), "application/json", { always: true });
			await expect(objectDocuments(store, "").get("a.json")).rejects.toThrow("changes nothing");
		}
	});
});

describe("documents in a directory", () => {
	it("are readable by their owner alone", async () => {
		const directory = root();
		await directoryDocuments(directory).put("attempts/v1/a.json", {}, { absent: true });
		expect(statSync(join(directory, "attempts/v1/a.json")).mode & 0o077).toBe(0);
		expect(readdirSync(join(directory, "attempts/v1"))).toEqual(["a.json"]);
	});

	it("have no keys outside of it", async () => {
		const documents = directoryDocuments(root());
		for (const key of ["../a.json", "a/../../b.json", "/etc/passwd", "a b.json", ""])
			await expect((async () => documents.get(key))()).rejects.toThrow("No key");
	});

	it("take a lock over that a process left behind when it died", async () => {
		const directory = root();
		const lock = join(directory, "a.json.lock");
		writeFileSync(lock, "");
		utimesSync(lock, new Date(0), new Date(0));
		expect(await directoryDocuments(directory).put("a.json", {}, { absent: true })).toBeDefined();
	});
});
