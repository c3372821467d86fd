import { seen } from "../../../shared/core/observed.ts";
import { postgresDefinerFunctionsNotPublic } from "../../../shared/rules/postgres/postgres-definer-functions-not-public.ts";
import { unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresDefinerFunctionsNotPublic, {
	pass: [
		{ name: "an ordinary owner", with: { definerFunctions: seen([{ schema: "a", name: "f", owner: "orders_app", publicExecute: true }]) } },
		{ name: "not for everybody", with: { definerFunctions: seen([{ schema: "a", name: "f", owner: "postgres", publicExecute: false }]) } },
	],
	fail: [
		{
			name: "a superuser's, for everybody",
			with: { definerFunctions: seen([{ schema: "a", name: "f", owner: "postgres", publicExecute: true }]) },
			says: "a.f of postgres",
		},
	],
	indeterminate: [
		{ name: "denied", with: unreadSql("definerFunctions"), says: "denied" },
		{ name: "roles denied", with: unreadSql("roles"), says: "denied" },
	],
});
