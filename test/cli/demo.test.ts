import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { estate } from "../../demo/estate.ts";
import { readInventory, serializeInventory } from "../../shared/runtime/inventory-file.ts";
import { parapet } from "../support/terminal.ts";

const file = "demo/estate.json";

describe("the demonstration estate", () => {
	it("is the file that npm run demo:build writes", async () => {
		expect(await readFile(file, "utf8")).toBe(serializeInventory(estate));
	});

	it("reads back whole", async () => {
		expect(await readInventory(file)).toEqual(JSON.parse(JSON.stringify(estate)));
	});

	it("shows what the product is for: failures of every severity, passes, and calls that were denied", async () => {
		const { code, stdout } = await parapet(["scan", "--inventory", file, "--format", "json", "--no-files"]);
		const { summary, collectionErrors, scope } = JSON.parse(stdout);
		expect(code).toBe(3);
		expect(summary.failing).toMatchObject({
			critical: expect.any(Number),
			high: expect.any(Number),
			medium: expect.any(Number),
			low: expect.any(Number),
		});
		expect(Math.min(summary.failing.critical, summary.failing.high, summary.failing.medium, summary.failing.low)).toBeGreaterThan(0);
		expect(summary.verdicts.pass).toBeGreaterThan(summary.verdicts.fail);
		expect(collectionErrors).toHaveLength(2);
		expect(new Set(scope.scopes.map((each: { account: string }) => each.account)).size).toBe(3);
	});
});
