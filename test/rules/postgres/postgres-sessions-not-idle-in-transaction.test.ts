import { seen } from "../../../shared/core/observed.ts";
import { postgresSessionsNotIdleInTransaction } from "../../../shared/rules/postgres/postgres-sessions-not-idle-in-transaction.ts";
import { session, unreadSql } from "../../support/compliant/database.ts";
import { days, testRule } from "../../support/rule-table.ts";

testRule(postgresSessionsNotIdleInTransaction, {
	pass: [
		{ name: "idle" },
		{ name: "just within", with: { sessions: seen([session({ state: "idle in transaction", stateSince: days(-1 / 24) })]) } },
		{ name: "working", with: { sessions: seen([session({ state: "active", stateSince: days(-1) })]) } },
	],
	fail: [
		{ name: "for a day", with: { sessions: seen([session({ state: "idle in transaction", stateSince: days(-1) })]) }, says: "60 minutes" },
		{ name: "after an error", with: { sessions: seen([session({ state: "idle in transaction (aborted)", stateSince: days(-1) })]) } },
	],
	indeterminate: [{ name: "denied", with: unreadSql("sessions"), says: "denied" }],
});
