import { postgresLogErrorVerbosity } from "../../../shared/rules/postgres/postgres-log-error-verbosity.ts";
import { changed, setting, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresLogErrorVerbosity, {
	pass: [
		{ name: "as it should be", says: "in force" },
		{ name: "verbose", with: changed({ log_error_verbosity: "verbose" }) },
	],
	fail: [{ name: "terse", with: changed({ log_error_verbosity: "terse" }), says: "log_error_verbosity", evidence: { value: "terse" } }],
	indeterminate: [
		{ name: "the server does not show it", with: changed({ log_error_verbosity: undefined }), says: "does not show log_error_verbosity" },
		{ name: "settings could not be read", with: unreadSql("settings"), says: "denied" },
		{
			name: "the value is of the scanning role alone",
			with: changed({ log_error_verbosity: setting("x", "user") }),
			says: "scanning role's own",
		},
	],
});
