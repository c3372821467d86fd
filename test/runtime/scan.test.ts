import { describe, expect, it } from "vitest";
import { noRuleSettings } from "../../shared/runtime/rule-settings.ts";
import { answerable, chosenRules, sourcesOf } from "../../shared/runtime/scan.ts";
import { compliant } from "../support/compliant/index.ts";
import { inventoryOf, rdsDenied } from "../support/findings.ts";

const all = chosenRules({}, noRuleSettings);
const kindsAsked = (inventory: Parameters<typeof sourcesOf>[0]) =>
	new Set(answerable(all, sourcesOf(inventory)).map((rule) => rule.resource));

const insideDatabases = ["database.Connection", "mysql.Server", "postgres.Server"];

describe("the rules for a saved inventory", () => {
	it("are those about AWS when it holds no database from within, even when it holds nothing", () => {
		for (const inventory of [inventoryOf([]), inventoryOf([compliant("kms.Key")]), inventoryOf([], [rdsDenied])]) {
			const kinds = kindsAsked(inventory);
			expect([kinds.has("rds.DbInstance"), kinds.has("postgres.Server"), kinds.has("mysql.Server")]).toEqual([true, false, false]);
		}
	});

	it("are those about the inside of databases when it holds only such", () => {
		expect([...kindsAsked(inventoryOf([compliant("postgres.Server")]))].sort()).toEqual(insideDatabases);
		expect([...kindsAsked(inventoryOf([], [{ ...rdsDenied, kinds: ["mysql.Server"] }]))].sort()).toEqual(insideDatabases);
	});

	it("are all when it holds both", () => {
		const kinds = kindsAsked(inventoryOf([compliant("postgres.Server"), compliant("kms.Key")]));
		expect([kinds.has("rds.DbInstance"), kinds.has("postgres.Server")]).toEqual([true, true]);
	});
});
