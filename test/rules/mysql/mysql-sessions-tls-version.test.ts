import { seen } from "../../../shared/core/observed.ts";
import { mysqlSessionsTlsVersion } from "../../../shared/rules/mysql/mysql-sessions-tls-version.ts";
import { unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlSessionsTlsVersion, {
	pass: [
		{ name: "1.3" },
		{
			name: "1.2",
			with: { sessions: seen([{ id: 1, user: "a", host: "h", transport: "tls", tls: { version: "TLSv1.2", cipher: "x" } }]) },
		},
		{ name: "plaintext is another rule's", with: { sessions: seen([{ id: 1, user: "a", host: "h", transport: "tcp" }]) } },
	],
	fail: [
		{
			name: "1.1",
			with: { sessions: seen([{ id: 1, user: "a", host: "h", transport: "tls", tls: { version: "TLSv1.1", cipher: "x" } }]) },
			says: "TLSv1.1",
		},
	],
	indeterminate: [
		{
			name: "the version is not shown",
			with: { sessions: seen([{ id: 1, user: "a", host: "h", transport: "tls" }]) },
			says: "does not show the TLS version",
		},
		{ name: "denied", with: unreadSql("sessions"), says: "denied" },
	],
});
