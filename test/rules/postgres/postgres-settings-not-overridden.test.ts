import { seen } from "../../../shared/core/observed.ts";
import { postgresSettingsNotOverridden } from "../../../shared/rules/postgres/postgres-settings-not-overridden.ts";
import { unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresSettingsNotOverridden, {
	pass: [
		{ name: "no override" },
		{ name: "an override of something else", with: { overrides: seen([{ role: "app", setting: "ssl", value: "on" }]) } },
	],
	fail: [
		{
			name: "a role out of the audit",
			with: { overrides: seen([{ role: "app", setting: "pgaudit.log", value: "none" }]) },
			says: "app in all databases: pgaudit.log=none",
		},
		{
			name: "a database without statement logging",
			with: { overrides: seen([{ database: "orders", setting: "log_statement", value: "none" }]) },
			says: "all roles in orders",
		},
	],
	indeterminate: [{ name: "denied", with: unreadSql("overrides"), says: "denied" }],
});
