import { describe, expect, it } from "vitest";
import { commands } from "../../shared/remediations/commands/index.ts";
import { remediations } from "../../shared/remediations/registry.ts";
import { rules as catalogue } from "../../shared/rules/index.ts";

describe("the registry of repairs", () => {
	it("has every id once", () => {
		const ids = remediations.map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
	});

	it("names only rules that there are", () => {
		const known = new Set<string>(catalogue.map(({ id }) => id));
		expect(remediations.flatMap(({ id, rules }) => rules.filter((rule) => !known.has(rule)).map((rule) => `${id}: ${rule}`))).toEqual([]);
	});

	it("has a command for every call that an action declares, and no other", () => {
		const declared = new Set<string>(remediations.flatMap(({ writes }) => writes));
		expect([...declared].filter((api) => !Object.hasOwn(commands, api))).toEqual([]);
		expect(Object.keys(commands).filter((api) => !declared.has(api))).toEqual([]);
	});

	it("reads with reading calls alone, and writes with none", () => {
		const reading = /:(?:Describe|List|Get|Lookup)[A-Z]/;
		expect(remediations.flatMap(({ reads }) => reads.filter((api) => !reading.test(api)))).toEqual([]);
		expect(remediations.flatMap(({ writes }) => writes.filter((api) => reading.test(api)))).toEqual([]);
	});

	it("says of each action what triggers it, what guards it and how it is undone", () => {
		for (const { id, triggers, guards, reversible, rules, title } of remediations) {
			expect([id, rules.length + triggers.length > 0, title.length > 0, guards.every((guard) => guard.endsWith("."))]).toEqual([
				id,
				true,
				true,
				true,
			]);
			expect([id, triggers.every((each) => /^(?:[a-z0-9]+:[A-Za-z0-9]+|RDS-EVENT-\d{4})$/.test(each))]).toEqual([id, true]);
			expect([id, reversible === true || reversible.length > 20]).toEqual([id, true]);
		}
	});
});
