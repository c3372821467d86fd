import { seen } from "../../../shared/core/observed.ts";
import { postgresSessionsMaxAge } from "../../../shared/rules/postgres/postgres-sessions-max-age.ts";
import { session, unreadSql } from "../../support/compliant/database.ts";
import { days, testRule } from "../../support/rule-table.ts";

testRule(postgresSessionsMaxAge, {
	pass: [
		{ name: "an hour" },
		{ name: "a day to the second", with: { sessions: seen([session({ startedAt: days(-1) })]) } },
		{ name: "a replication stream", with: { sessions: seen([session({ backend: "walsender", startedAt: days(-30) })]) } },
		{ name: "as long as allowed", with: { sessions: seen([session({ startedAt: days(-2) })]) }, parameters: { maximumHours: 48 } },
	],
	fail: [{ name: "longer than a day", with: { sessions: seen([session({ startedAt: days(-1.001) })]) }, says: "older than 24 hours" }],
	indeterminate: [{ name: "denied", with: unreadSql("sessions"), says: "denied" }],
});
