import { seen } from "../../../shared/core/observed.ts";
import { postgresRiskyExtensionsAbsent } from "../../../shared/rules/postgres/postgres-risky-extensions-absent.ts";
import { unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresRiskyExtensionsAbsent, {
	pass: [
		{ name: "plpgsql" },
		{
			name: "an allowed one",
			with: { extensions: seen([{ name: "dblink", version: "1.2", schema: "public" }]) },
			parameters: { riskyExtensions: [] },
		},
	],
	fail: [{ name: "dblink", with: { extensions: seen([{ name: "dblink", version: "1.2", schema: "public" }]) }, says: '"dblink"' }],
	indeterminate: [{ name: "denied", with: unreadSql("extensions"), says: "denied" }],
});
