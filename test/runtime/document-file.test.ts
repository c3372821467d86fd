import { writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readDocuments } from "../../shared/runtime/document-file.ts";
import { directoryWith } from "../support/terminal.ts";

const document = { kind: "rds.DbInstance", name: "a", time: "2026-01-01T00:00:00Z", resource: {} };
const text = JSON.stringify(document);

describe("documents in a file", () => {
	let place: Awaited<ReturnType<typeof directoryWith>>;
	beforeAll(async () => {
		place = await directoryWith();
	});
	afterAll(() => place.remove());
	const read = async (content: string) => {
		await writeFile(place.path("documents.json"), content);
		return readDocuments(place.path("documents.json"));
	};

	it.each([
		["one a line", `${text}\n\n${text}\n`, 2],
		["as a list", `[${text},\n${text}]`, 2],
		["alone, over several lines", JSON.stringify(document, null, 2), 1],
		["nowhere", "\n", 0],
	])("are read %s", async (_, content, count) => {
		expect(await read(content)).toEqual(Array(count).fill({ ...document, unobserved: {} }));
	});

	it("keep what they say that nobody could read", async () => {
		const open = { ...document, unobserved: { tags: "denied" } };
		expect(await read(JSON.stringify(open))).toEqual([open]);
	});

	it.each([
		["null", "is no object"],
		['{"kind":"rds.Instance"}', "has no kind of resource"],
		['{"kind":"rds.DbInstance"}', "has no name"],
		[text.replace("2026-01-01T00:00:00Z", "yesterday"), "has no ISO 8601 time"],
		[text.replace("{}", "null"), "has no resource"],
		[text.replace("{}", '{},"unobserved":7'), "has unobserved, which is no object"],
	])("are refused with their number and the reason: %s", async (wrong, reason) => {
		await expect(read(`[${text},${wrong}]`)).rejects.toThrow(`document 2 ${reason}`);
	});

	it("name the line that is no JSON", async () => {
		await expect(read(`${text}\n{"kind":\n`)).rejects.toThrow(/documents\.json:2 is not valid JSON/);
	});
});
