import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { json } from "../../../shared/reports/json.ts";
import { checkSnapshot } from "../../../shared/runtime/snapshot-check.ts";
import { dataOf, gzipped } from "../../../shared/sinks/s3/compressed.ts";
import { awkward } from "../../reports/awkward.ts";
import { inventoryOf, snapshotOf } from "../../support/findings.ts";

const style = { colour: false, width: 80 };

describe("compressed snapshots", () => {
	it.each([
		["with every odd text", awkward],
		["without a finding", snapshotOf(inventoryOf([]))],
	])("are read as they were written, compressed or not, %s", async (_, snapshot) => {
		const text = [...json(snapshot, style)].join("");
		const expected = JSON.parse(text);
		const compressed = await gzipped(json(snapshot, style));
		expect(gunzipSync(compressed).toString()).toBe(text);
		expect(await dataOf(compressed)).toEqual(expected);
		expect(await dataOf(Buffer.from(text))).toEqual(expected);
		expect(checkSnapshot(await dataOf(compressed), "s")).toEqual(expected);
	});

	it("may be laid out by anybody", async () => {
		expect(await dataOf(Buffer.from(JSON.stringify(awkward, undefined, 2)))).toEqual(JSON.parse(JSON.stringify(awkward)));
		expect(await dataOf(Buffer.from(JSON.stringify(awkward)))).toEqual(JSON.parse(JSON.stringify(awkward)));
	});

	it("are rejected when they are cut short or spoilt", async () => {
		const compressed = await gzipped(json(awkward, style));
		await expect(dataOf(compressed.subarray(0, compressed.length / 2))).rejects.toThrow();
		await expect(dataOf(Buffer.from([0x1f, 0x8b, 1, 2, 3]))).rejects.toThrow();
		const text = gunzipSync(compressed);
		await expect(dataOf(text.subarray(0, text.length / 2))).rejects.toThrow();
	});

	it("pass on what goes wrong while the text is made", async () => {
		const broken = function* () {
			yield "{";
			throw new Error("no more");
		};
		await expect(gzipped(broken())).rejects.toThrow("no more");
	});
});
