import { seen } from "../../../shared/core/observed.ts";
import { postgresServerFilesRestricted } from "../../../shared/rules/postgres/postgres-server-files-restricted.ts";
import { unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresServerFilesRestricted, {
	pass: [
		{ name: "nobody" },
		{
			name: "an allowed role",
			with: { memberships: seen([{ role: "pg_read_server_files", member: "orders_app", admin: false }]) },
			parameters: { allowedRoles: ["orders_app"] },
		},
		{
			name: "a superuser, who may anyway",
			with: { memberships: seen([{ role: "pg_read_server_files", member: "postgres", admin: false }]) },
		},
	],
	fail: [
		{
			name: "pg_read_server_files",
			with: { memberships: seen([{ role: "pg_read_server_files", member: "orders_app", admin: false }]) },
			says: '"orders_app"',
		},
		{
			name: "pg_write_server_files",
			with: { memberships: seen([{ role: "pg_write_server_files", member: "orders_app", admin: false }]) },
			says: '"orders_app"',
		},
		{
			name: "through another role",
			with: {
				memberships: seen([
					{ role: "pg_read_server_files", member: "group", admin: false },
					{ role: "group", member: "orders_app", admin: false },
					{ role: "orders_app", member: "group", admin: false },
				]),
			},
		},
	],
	indeterminate: [{ name: "denied", with: unreadSql("memberships"), says: "denied" }],
});
