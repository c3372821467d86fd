import { seen } from "../../../shared/core/observed.ts";
import { postgresRolesNoCreaterole } from "../../../shared/rules/postgres/postgres-roles-no-createrole.ts";
import { role, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresRolesNoCreaterole, {
	pass: [
		{ name: "superusers have it anyway" },
		{ name: "a role that cannot log in", with: { roles: seen([role("group", { createRole: true, login: false })]) } },
		{
			name: "an allowed role",
			with: { roles: seen([role("deployer", { createRole: true })]) },
			parameters: { allowedRoles: ["deployer"] },
		},
	],
	fail: [{ name: "a role that can log in", with: { roles: seen([role("app", { createRole: true })]) }, says: '"app"' }],
	indeterminate: [
		{ name: "denied", with: unreadSql("roles"), says: "denied" },
		{ name: "the platform is unknown", with: unreadSql("platform"), says: "denied" },
	],
});
