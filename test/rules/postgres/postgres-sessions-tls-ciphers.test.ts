import { seen } from "../../../shared/core/observed.ts";
import { postgresSessionsTlsCiphers } from "../../../shared/rules/postgres/postgres-sessions-tls-ciphers.ts";
import { session, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresSessionsTlsCiphers, {
	pass: [{ name: "AES-GCM" }, { name: "plaintext is another rule's", with: { sessions: seen([session({ tls: null })]) } }],
	fail: [
		{ name: "3DES", with: { sessions: seen([session({ tls: { version: "TLSv1.2", cipher: "ECDHE-RSA-DES-CBC3-SHA" } })]) }, says: "CBC3" },
		{ name: "anonymous", with: { sessions: seen([session({ tls: { version: "TLSv1.2", cipher: "ADH-AES256-SHA" } })]) } },
	],
	indeterminate: [{ name: "denied", with: unreadSql("sessions"), says: "denied" }],
});
