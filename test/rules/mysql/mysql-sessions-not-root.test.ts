import { seen } from "../../../shared/core/observed.ts";
import { mysqlSessionsNotRoot } from "../../../shared/rules/mysql/mysql-sessions-not-root.ts";
import { unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlSessionsNotRoot, {
	pass: [
		{ name: "an account of its own" },
		{ name: "root on the socket", with: { sessions: seen([{ id: 1, user: "root", host: "localhost", transport: "local" }]) } },
	],
	fail: [
		{
			name: "root over TLS",
			with: { sessions: seen([{ id: 1, user: "root", host: "10.0.3.7", transport: "tls" }]) },
			says: "root from 10.0.3.7",
		},
	],
	indeterminate: [{ name: "denied", with: unreadSql("sessions"), says: "denied" }],
});
