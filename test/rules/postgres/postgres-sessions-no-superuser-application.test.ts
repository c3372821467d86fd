import { seen } from "../../../shared/core/observed.ts";
import { postgresSessionsNoSuperuserApplication } from "../../../shared/rules/postgres/postgres-sessions-no-superuser-application.ts";
import { role, session, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresSessionsNoSuperuserApplication, {
	pass: [
		{ name: "a role of its own" },
		{
			name: "an administrator's tool",
			with: {
				sessions: seen([
					session({ user: "postgres", application: "psql" }),
					session({ user: "postgres", application: "pgAdmin 4 - DB:orders" }),
				]),
			},
		},
		{ name: "on the socket", with: { sessions: seen([session({ user: "postgres", client: undefined })]) } },
		{ name: "replication", with: { sessions: seen([session({ user: "postgres", backend: "walsender" })]) } },
		{
			name: "Amazon's own",
			with: {
				platform: seen("rds"),
				roles: seen([role("rdsadmin", { superuser: true })]),
				sessions: seen([session({ user: "rdsadmin" })]),
			},
		},
	],
	fail: [
		{ name: "postgres", with: { sessions: seen([session({ user: "postgres" })]) }, says: "postgres/orders-api" },
		{ name: "without an application name", with: { sessions: seen([session({ user: "postgres", application: "" })]) } },
		{
			name: "a member of rds_superuser",
			with: { platform: seen("rds"), memberships: seen([{ role: "rds_superuser", member: "orders_app", admin: false }]) },
			says: "orders_app",
		},
		{
			name: "a tool that is not allowed",
			with: { sessions: seen([session({ user: "postgres", application: "psql" })]) },
			parameters: { administrationTools: [] },
		},
	],
	indeterminate: [
		{ name: "denied", with: unreadSql("sessions"), says: "denied" },
		{ name: "roles denied", with: unreadSql("roles"), says: "denied" },
	],
});
