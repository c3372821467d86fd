import { postgresLogStatement } from "../../../shared/rules/postgres/postgres-log-statement.ts";
import { changed, setting, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresLogStatement, {
	pass: [
		{ name: "as it should be", says: "in force" },
		{ name: "mod", with: changed({ log_statement: "mod" }) },
		{ name: "all", with: changed({ log_statement: "all" }) },
		{ name: "none where that is allowed", with: changed({ log_statement: "none" }), parameters: { allowedStatements: ["none"] } },
	],
	fail: [{ name: "none", with: changed({ log_statement: "none" }), says: "log_statement", evidence: { value: "none" } }],
	indeterminate: [
		{ name: "the server does not show it", with: changed({ log_statement: undefined }), says: "does not show log_statement" },
		{ name: "settings could not be read", with: unreadSql("settings"), says: "denied" },
		{
			name: "the value is of the scanning role alone",
			with: changed({ log_statement: setting("x", "user") }),
			says: "scanning role's own",
		},
	],
});
