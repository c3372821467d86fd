import { seen } from "../../../shared/core/observed.ts";
import { postgresSessionsTlsVersion } from "../../../shared/rules/postgres/postgres-sessions-tls-version.ts";
import { session, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresSessionsTlsVersion, {
	pass: [
		{ name: "1.3" },
		{ name: "1.2", with: { sessions: seen([session({ tls: { version: "TLSv1.2", cipher: "ECDHE-RSA-AES256-GCM-SHA384" } })]) } },
		{ name: "plaintext is another rule's", with: { sessions: seen([session({ tls: null })]) } },
	],
	fail: [
		{ name: "1.1", with: { sessions: seen([session({ tls: { version: "TLSv1.1", cipher: "ECDHE-RSA-AES256-SHA" } })]) }, says: "TLSv1.1" },
	],
	indeterminate: [{ name: "denied", with: unreadSql("sessions"), says: "denied" }],
});
