import { postgresRowSecurityOn } from "../../../shared/rules/postgres/postgres-row-security-on.ts";
import { changed, setting, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresRowSecurityOn, {
	pass: [{ name: "as it should be", says: "in force" }],
	fail: [{ name: "off", with: changed({ row_security: "off" }), says: "row_security", evidence: { value: "off" } }],
	indeterminate: [
		{ name: "the server does not show it", with: changed({ row_security: undefined }), says: "does not show row_security" },
		{ name: "settings could not be read", with: unreadSql("settings"), says: "denied" },
		{ name: "the value is of the scanning role alone", with: changed({ row_security: setting("x", "user") }), says: "scanning role's own" },
	],
});
