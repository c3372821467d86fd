import { postgresLogDisconnections } from "../../../shared/rules/postgres/postgres-log-disconnections.ts";
import { changed, setting, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresLogDisconnections, {
	pass: [{ name: "as it should be", says: "in force" }],
	fail: [{ name: "off", with: changed({ log_disconnections: "off" }), says: "log_disconnections", evidence: { value: "off" } }],
	indeterminate: [
		{ name: "the server does not show it", with: changed({ log_disconnections: undefined }), says: "does not show log_disconnections" },
		{ name: "settings could not be read", with: unreadSql("settings"), says: "denied" },
		{
			name: "the value is of the scanning role alone",
			with: changed({ log_disconnections: setting("x", "user") }),
			says: "scanning role's own",
		},
	],
});
