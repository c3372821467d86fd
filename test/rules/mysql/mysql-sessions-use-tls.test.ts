import { seen } from "../../../shared/core/observed.ts";
import { mysqlSessionsUseTls } from "../../../shared/rules/mysql/mysql-sessions-use-tls.ts";
import { unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlSessionsUseTls, {
	pass: [
		{ name: "TLS", says: "all 1" },
		{ name: "the socket", with: { sessions: seen([{ id: 1, user: "root", host: "localhost", transport: "local" }]) }, says: "all 0" },
	],
	fail: [
		{
			name: "plaintext",
			with: { sessions: seen([{ id: 7, user: "shop", host: "10.0.3.7", transport: "tcp" }]) },
			says: "1 of 1 network sessions have no TLS",
			severity: "high",
		},
		{
			name: "plaintext within the host",
			with: { sessions: seen([{ id: 7, user: "shop", host: "127.0.0.1", transport: "tcp" }]) },
			severity: "low",
		},
	],
	indeterminate: [{ name: "denied", with: unreadSql("sessions"), says: "denied" }],
});
