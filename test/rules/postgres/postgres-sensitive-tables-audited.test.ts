import { seen } from "../../../shared/core/observed.ts";
import { postgresSensitiveTablesAudited } from "../../../shared/rules/postgres/postgres-sensitive-tables-audited.ts";
import { changed, table, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresSensitiveTablesAudited, {
	pass: [
		{ name: "a trigger", with: changed({ shared_preload_libraries: "" }), says: "audit trigger" },
		{ name: "pgaudit", with: { tables: seen([table({ triggers: [] })]) }, says: "with pgaudit" },
		{ name: "pgaudit, all", with: { tables: seen([table({ triggers: [] })]), ...changed({ "pgaudit.log": "all, -read" }) } },
		{
			name: "pgaudit by role",
			with: { tables: seen([table({ triggers: [] })]), ...changed({ "pgaudit.log": "none", "pgaudit.role": "auditor" }) },
			says: "pgaudit role",
		},
	],
	fail: [
		{
			name: "neither",
			with: { tables: seen([table({ triggers: ["set_updated_at"] })]), ...changed({ shared_preload_libraries: "" }) },
			says: '"orders.customers"',
		},
		{
			name: "pgaudit without writes",
			with: { tables: seen([table({ triggers: [] })]), ...changed({ "pgaudit.log": "ddl", "pgaudit.role": "" }) },
		},
		{
			name: "pgaudit with writes taken out",
			with: { tables: seen([table({ triggers: [] })]), ...changed({ "pgaudit.log": "all, -write", "pgaudit.role": "" }) },
		},
	],
	notApplicable: [{ name: "no sensitive table", with: { tables: seen([]) }, says: "no table" }],
	indeterminate: [
		{ name: "denied", with: unreadSql("tables"), says: "denied" },
		{
			name: "whether pgaudit is loaded is unknown",
			with: { tables: seen([table({ triggers: [] })]), ...changed({ shared_preload_libraries: undefined }) },
			says: "shared_preload_libraries",
		},
	],
});
