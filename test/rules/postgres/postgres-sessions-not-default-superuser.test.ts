import { seen } from "../../../shared/core/observed.ts";
import { postgresSessionsNotDefaultSuperuser } from "../../../shared/rules/postgres/postgres-sessions-not-default-superuser.ts";
import { session, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresSessionsNotDefaultSuperuser, {
	pass: [
		{ name: "a role of its own" },
		{ name: "on the socket", with: { sessions: seen([session({ user: "postgres", client: undefined })]) } },
	],
	fail: [
		{ name: "over the network", with: { sessions: seen([session({ user: "postgres", application: "psql" })]) }, says: "postgres/psql" },
	],
	indeterminate: [{ name: "denied", with: unreadSql("sessions"), says: "denied" }],
});
