import { postgresLogMinErrorStatement } from "../../../shared/rules/postgres/postgres-log-min-error-statement.ts";
import { changed, setting, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresLogMinErrorStatement, {
	pass: [
		{ name: "as it should be", says: "in force" },
		{ name: "warning", with: changed({ log_min_error_statement: "warning" }) },
		{ name: "debug5", with: changed({ log_min_error_statement: "debug5" }) },
	],
	fail: [
		{ name: "fatal", with: changed({ log_min_error_statement: "fatal" }), says: "log_min_error_statement", evidence: { value: "fatal" } },
		{ name: "panic", with: changed({ log_min_error_statement: "panic" }), says: "log_min_error_statement", evidence: { value: "panic" } },
		{ name: "log", with: changed({ log_min_error_statement: "log" }), says: "log_min_error_statement", evidence: { value: "log" } },
	],
	indeterminate: [
		{
			name: "the server does not show it",
			with: changed({ log_min_error_statement: undefined }),
			says: "does not show log_min_error_statement",
		},
		{ name: "settings could not be read", with: unreadSql("settings"), says: "denied" },
		{
			name: "the value is of the scanning role alone",
			with: changed({ log_min_error_statement: setting("x", "user") }),
			says: "scanning role's own",
		},
	],
});
