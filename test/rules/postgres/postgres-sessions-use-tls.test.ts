import { seen } from "../../../shared/core/observed.ts";
import { postgresSessionsUseTls } from "../../../shared/rules/postgres/postgres-sessions-use-tls.ts";
import { session, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresSessionsUseTls, {
	pass: [
		{ name: "TLS", says: "all 1 network sessions" },
		{ name: "GSSAPI", with: { sessions: seen([session({ tls: null, gssEncrypted: true })]) } },
		{ name: "a Unix socket", with: { sessions: seen([session({ tls: null, client: undefined })]) }, says: "all 0" },
	],
	fail: [
		{
			name: "plaintext",
			with: { sessions: seen([session(), session({ tls: null, pid: 7 })]) },
			says: '1 of 2 network sessions have no TLS: "orders_app/orders-api from 10.0.3.7 (pid 7)"',
			evidence: { count: 1 },
		},
		{
			name: "plaintext within the host",
			with: { sessions: seen([session({ tls: null, client: "127.0.0.1" }), session({ tls: null, client: "::1" })]) },
			severity: "low",
		},
		{
			name: "plaintext within the host and beyond",
			with: { sessions: seen([session({ tls: null, client: "127.0.0.1" }), session({ tls: null })]) },
			severity: "high",
		},
		{
			name: "a hostile application name",
			with: { sessions: seen([session({ tls: null, application: 'x"\n\u202e<b>' })]) },
			says: /x\\"\\n\\u202e<b>/,
		},
	],
	indeterminate: [{ name: "denied", with: unreadSql("sessions"), says: "denied" }],
});
