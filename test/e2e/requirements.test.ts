import { describe, expect, it } from "vitest";
import { requirements } from "../support/requirements.ts";

/** Suites that were left out show up here as skipped, so that no count hides them. */
describe("what the suites need", () => {
	for (const { what, get, suites, missing } of requirements) {
		it.skipIf(missing)(`${what} is there${missing ? `: it is not, so ${suites.join(", ")} did not run (${get})` : ""}`, () => {
			expect(missing).toBe(false);
		});
	}
});
