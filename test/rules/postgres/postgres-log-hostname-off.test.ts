import { postgresLogHostnameOff } from "../../../shared/rules/postgres/postgres-log-hostname-off.ts";
import { changed, setting, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresLogHostnameOff, {
	pass: [{ name: "as it should be", says: "in force" }],
	fail: [{ name: "on", with: changed({ log_hostname: "on" }), says: "log_hostname", evidence: { value: "on" } }],
	indeterminate: [
		{ name: "the server does not show it", with: changed({ log_hostname: undefined }), says: "does not show log_hostname" },
		{ name: "settings could not be read", with: unreadSql("settings"), says: "denied" },
		{ name: "the value is of the scanning role alone", with: changed({ log_hostname: setting("x", "user") }), says: "scanning role's own" },
	],
});
