import { afterEach, describe, expect, test } from "vitest";
import { json } from "../../shared/reports/json.ts";
import { readSnapshot } from "../../shared/runtime/snapshot-file.ts";
import { inventoryOf, snapshotOf } from "../support/findings.ts";
import { directoryWith } from "../support/terminal.ts";
import { awkward, whole } from "./awkward.ts";

const style = { colour: false, width: 80 };
let remove = async () => {};
afterEach(() => remove());

/** The snapshot after a way through its file. */
async function reread(snapshot: typeof awkward) {
	const directory = await directoryWith({ "snapshot.json": whole(json(snapshot, style)) });
	remove = directory.remove;
	return readSnapshot(directory.root);
}

describe("json", () => {
	test("comes back from its file as it was", async () => {
		const back = await reread(awkward);
		expect(JSON.stringify(back)).toBe(JSON.stringify(awkward));
	});
	test("gives the same file again when it is written again", async () => {
		expect(whole(json(await reread(awkward), style))).toBe(whole(json(awkward, style)));
	});
	test("comes back when there is nothing in it", async () => {
		const empty = snapshotOf(inventoryOf([]));
		expect(await reread(empty)).toEqual(empty);
	});
	test("keeps a tag called __proto__ as a tag", async () => {
		const [first] = (await reread(awkward)).findings.filter((finding) => Object.hasOwn(finding.resource.tags, "__proto__"));
		expect(first && Object.entries(first.resource.tags)).toContainEqual(["__proto__", "polluted"]);
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});
	test("has one finding a line", () => {
		const lines = whole(json(awkward, style)).split("\n");
		expect(lines.filter((line) => line.startsWith('{"uid":'))).toHaveLength(awkward.findings.length);
	});
});
