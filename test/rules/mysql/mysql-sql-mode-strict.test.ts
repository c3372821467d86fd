import { mysqlSqlModeStrict } from "../../../shared/rules/mysql/mysql-sql-mode-strict.ts";
import { changedVariables, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlSqlModeStrict, {
	pass: [
		{ name: "as it should be" },
		{ name: "STRICT_ALL_TABLES", with: changedVariables({ sql_mode: "STRICT_ALL_TABLES" }) },
		{ name: "TRADITIONAL", with: changedVariables({ sql_mode: "TRADITIONAL" }) },
	],
	fail: [
		{ name: "empty", with: changedVariables({ sql_mode: "" }), says: "sql_mode", evidence: { value: "" } },
		{
			name: "NO_ENGINE_SUBSTITUTION",
			with: changedVariables({ sql_mode: "NO_ENGINE_SUBSTITUTION" }),
			says: "sql_mode",
			evidence: { value: "NO_ENGINE_SUBSTITUTION" },
		},
	],
	indeterminate: [
		{ name: "the server does not show it", with: changedVariables({ sql_mode: undefined }), says: "does not show the variable sql_mode" },
		{ name: "denied", with: unreadSql("variables"), says: "denied" },
	],
});
