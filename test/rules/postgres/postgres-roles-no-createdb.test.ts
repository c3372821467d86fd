import { seen } from "../../../shared/core/observed.ts";
import { postgresRolesNoCreatedb } from "../../../shared/rules/postgres/postgres-roles-no-createdb.ts";
import { role, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresRolesNoCreatedb, {
	pass: [
		{ name: "superusers have it anyway" },
		{ name: "a role that cannot log in", with: { roles: seen([role("group", { createDatabase: true, login: false })]) } },
		{
			name: "an allowed role",
			with: { roles: seen([role("deployer", { createDatabase: true })]) },
			parameters: { allowedRoles: ["deployer"] },
		},
	],
	fail: [{ name: "a role that can log in", with: { roles: seen([role("app", { createDatabase: true })]) }, says: '"app"' }],
	indeterminate: [
		{ name: "denied", with: unreadSql("roles"), says: "denied" },
		{ name: "the platform is unknown", with: unreadSql("platform"), says: "denied" },
	],
});
