import { seen } from "../../../shared/core/observed.ts";
import { postgresRolesConnectionLimit } from "../../../shared/rules/postgres/postgres-roles-connection-limit.ts";
import { role, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresRolesConnectionLimit, {
	pass: [
		{ name: "a limit" },
		{ name: "a limit of 0", with: { roles: seen([role("app", { connectionLimit: 0 })]) } },
		{ name: "superusers, whom no limit binds", with: { roles: seen([role("postgres", { superuser: true, connectionLimit: -1 })]) } },
	],
	fail: [{ name: "none", with: { roles: seen([role("app", { connectionLimit: -1 })]) }, says: '"app"' }],
	indeterminate: [{ name: "denied", with: unreadSql("roles"), says: "denied" }],
});
