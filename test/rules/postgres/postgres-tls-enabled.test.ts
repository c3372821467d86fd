import { postgresTlsEnabled } from "../../../shared/rules/postgres/postgres-tls-enabled.ts";
import { changed, setting, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresTlsEnabled, {
	pass: [{ name: "as it should be", says: "in force" }],
	fail: [{ name: "off", with: changed({ ssl: "off" }), says: "ssl", evidence: { value: "off" } }],
	indeterminate: [
		{ name: "the server does not show it", with: changed({ ssl: undefined }), says: "does not show ssl" },
		{ name: "settings could not be read", with: unreadSql("settings"), says: "denied" },
		{ name: "the value is of the scanning role alone", with: changed({ ssl: setting("x", "user") }), says: "scanning role's own" },
	],
});
