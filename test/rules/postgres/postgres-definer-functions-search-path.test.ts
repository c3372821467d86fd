import { seen } from "../../../shared/core/observed.ts";
import { postgresDefinerFunctionsSearchPath } from "../../../shared/rules/postgres/postgres-definer-functions-search-path.ts";
import { unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresDefinerFunctionsSearchPath, {
	pass: [
		{ name: "fixed" },
		{
			name: "an empty path",
			with: { definerFunctions: seen([{ schema: "a", name: "f", owner: "o", searchPath: "", publicExecute: true }]) },
		},
	],
	fail: [
		{ name: "open", with: { definerFunctions: seen([{ schema: "a", name: "f", owner: "o", publicExecute: true }]) }, says: "a.f of o" },
		{
			name: "the caller's schema",
			with: { definerFunctions: seen([{ schema: "a", name: "f", owner: "o", searchPath: '"$user", public', publicExecute: true }]) },
		},
	],
	indeterminate: [{ name: "denied", with: unreadSql("definerFunctions"), says: "denied" }],
});
