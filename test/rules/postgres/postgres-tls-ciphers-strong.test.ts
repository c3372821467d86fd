import { postgresTlsCiphersStrong } from "../../../shared/rules/postgres/postgres-tls-ciphers-strong.ts";
import { changed, setting, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresTlsCiphersStrong, {
	pass: [
		{ name: "as it should be", says: "in force" },
		{ name: "ECDHE-RSA-AES256-GCM-SHA384", with: changed({ ssl_ciphers: "ECDHE-RSA-AES256-GCM-SHA384" }) },
	],
	fail: [
		{
			name: "HIGH:MEDIUM:+3DES:!aNULL",
			with: changed({ ssl_ciphers: "HIGH:MEDIUM:+3DES:!aNULL" }),
			says: "ssl_ciphers",
			evidence: { value: "HIGH:MEDIUM:+3DES:!aNULL" },
		},
		{ name: "ALL", with: changed({ ssl_ciphers: "ALL" }), says: "ssl_ciphers", evidence: { value: "ALL" } },
		{ name: "empty", with: changed({ ssl_ciphers: "" }), says: "ssl_ciphers", evidence: { value: "" } },
	],
	indeterminate: [
		{ name: "the server does not show it", with: changed({ ssl_ciphers: undefined }), says: "does not show ssl_ciphers" },
		{ name: "settings could not be read", with: unreadSql("settings"), says: "denied" },
		{ name: "the value is of the scanning role alone", with: changed({ ssl_ciphers: setting("x", "user") }), says: "scanning role's own" },
	],
});
