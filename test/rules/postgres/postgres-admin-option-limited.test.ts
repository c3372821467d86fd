import { seen } from "../../../shared/core/observed.ts";
import { postgresAdminOptionLimited } from "../../../shared/rules/postgres/postgres-admin-option-limited.ts";
import { unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresAdminOptionLimited, {
	pass: [
		{ name: "no admin option" },
		{
			name: "a member without the option",
			with: { memberships: seen([{ role: "pg_read_all_data", member: "orders_app", admin: false }]) },
		},
		{ name: "another role", with: { memberships: seen([{ role: "readers", member: "orders_app", admin: true }]) } },
		{ name: "a superuser", with: { memberships: seen([{ role: "pg_read_all_data", member: "postgres", admin: true }]) } },
		{
			name: "the master user of RDS",
			with: { platform: seen("rds"), memberships: seen([{ role: "rds_superuser", member: "orders_app", admin: true }]) },
		},
	],
	fail: [
		{
			name: "the option",
			with: { memberships: seen([{ role: "pg_read_all_data", member: "orders_app", admin: true }]) },
			says: "orders_app for pg_read_all_data",
		},
	],
	indeterminate: [{ name: "denied", with: unreadSql("memberships"), says: "denied" }],
});
