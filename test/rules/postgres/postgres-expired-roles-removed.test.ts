import { seen } from "../../../shared/core/observed.ts";
import { postgresExpiredRolesRemoved } from "../../../shared/rules/postgres/postgres-expired-roles-removed.ts";
import { role, unreadSql } from "../../support/compliant/database.ts";
import { days, testRule } from "../../support/rule-table.ts";

testRule(postgresExpiredRolesRemoved, {
	pass: [
		{ name: "valid" },
		{ name: "just expired", with: { roles: seen([role("app", { passwordExpires: days(-30) })]) } },
		{ name: "never expires", with: { roles: seen([role("app", { passwordExpires: undefined })]) } },
		{ name: "cannot log in any more", with: { roles: seen([role("app", { passwordExpires: days(-60), login: false })]) } },
	],
	fail: [{ name: "expired long ago", with: { roles: seen([role("app", { passwordExpires: days(-30.1) })]) }, says: '"app"' }],
	indeterminate: [{ name: "denied", with: unreadSql("roles"), says: "denied" }],
});
