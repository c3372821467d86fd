import { seen } from "../../../shared/core/observed.ts";
import { postgresReplicationRolesDedicated } from "../../../shared/rules/postgres/postgres-replication-roles-dedicated.ts";
import { role, session, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresReplicationRolesDedicated, {
	pass: [
		{ name: "none" },
		{
			name: "a dedicated one",
			with: { roles: seen([role("standby", { replication: true })]), sessions: seen([session({ user: "standby", backend: "walsender" })]) },
		},
		{ name: "superusers have it anyway", with: { sessions: seen([session({ user: "postgres" })]) } },
	],
	fail: [
		{ name: "it makes roles too", with: { roles: seen([role("ops", { replication: true, createRole: true })]) }, says: '"ops"' },
		{ name: "it makes databases too", with: { roles: seen([role("ops", { replication: true, createDatabase: true })]) } },
		{ name: "it bypasses row security too", with: { roles: seen([role("ops", { replication: true, bypassRls: true })]) } },
		{ name: "it queries too", with: { roles: seen([role("orders_app", { replication: true })]) }, says: '"orders_app"' },
	],
	indeterminate: [
		{ name: "denied", with: unreadSql("roles"), says: "denied" },
		{ name: "sessions denied", with: unreadSql("sessions"), says: "denied" },
	],
});
