import { seen } from "../../../shared/core/observed.ts";
import { postgresServerProgramsRestricted } from "../../../shared/rules/postgres/postgres-server-programs-restricted.ts";
import { unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresServerProgramsRestricted, {
	pass: [
		{ name: "nobody" },
		{
			name: "an allowed role",
			with: { memberships: seen([{ role: "pg_execute_server_program", member: "orders_app", admin: false }]) },
			parameters: { allowedRoles: ["orders_app"] },
		},
		{
			name: "a superuser, who may anyway",
			with: { memberships: seen([{ role: "pg_execute_server_program", member: "postgres", admin: false }]) },
		},
	],
	fail: [
		{
			name: "pg_execute_server_program",
			with: { memberships: seen([{ role: "pg_execute_server_program", member: "orders_app", admin: false }]) },
			says: '"orders_app"',
		},
		{
			name: "through another role",
			with: {
				memberships: seen([
					{ role: "pg_execute_server_program", member: "group", admin: false },
					{ role: "group", member: "orders_app", admin: false },
					{ role: "orders_app", member: "group", admin: false },
				]),
			},
		},
	],
	indeterminate: [{ name: "denied", with: unreadSql("memberships"), says: "denied" }],
});
