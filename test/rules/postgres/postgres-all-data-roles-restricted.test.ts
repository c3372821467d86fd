import { seen } from "../../../shared/core/observed.ts";
import { postgresAllDataRolesRestricted } from "../../../shared/rules/postgres/postgres-all-data-roles-restricted.ts";
import { unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresAllDataRolesRestricted, {
	pass: [
		{ name: "nobody" },
		{
			name: "an allowed role",
			with: { memberships: seen([{ role: "pg_read_all_data", member: "orders_app", admin: false }]) },
			parameters: { allowedRoles: ["orders_app"] },
		},
		{ name: "a superuser, who may anyway", with: { memberships: seen([{ role: "pg_read_all_data", member: "postgres", admin: false }]) } },
	],
	fail: [
		{
			name: "pg_read_all_data",
			with: { memberships: seen([{ role: "pg_read_all_data", member: "orders_app", admin: false }]) },
			says: '"orders_app"',
		},
		{
			name: "pg_write_all_data",
			with: { memberships: seen([{ role: "pg_write_all_data", member: "orders_app", admin: false }]) },
			says: '"orders_app"',
		},
		{
			name: "through another role",
			with: {
				memberships: seen([
					{ role: "pg_read_all_data", member: "group", admin: false },
					{ role: "group", member: "orders_app", admin: false },
					{ role: "orders_app", member: "group", admin: false },
				]),
			},
		},
	],
	indeterminate: [{ name: "denied", with: unreadSql("memberships"), says: "denied" }],
});
