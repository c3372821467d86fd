import { seen } from "../../../shared/core/observed.ts";
import { postgresPasswordsExpire } from "../../../shared/rules/postgres/postgres-passwords-expire.ts";
import { role, unreadSql } from "../../support/compliant/database.ts";
import { days, testRule } from "../../support/rule-table.ts";

testRule(postgresPasswordsExpire, {
	pass: [
		{ name: "within the year" },
		{ name: "on the last day", with: { roles: seen([role("app", { passwordExpires: days(365) })]) } },
		{
			name: "no password",
			with: { roles: seen([role("app", { passwordExpires: undefined })]), passwordTypes: seen({ app: "none" }) },
			says: "no password",
		},
		{
			name: "IAM",
			with: {
				roles: seen([role("app", { passwordExpires: undefined })]),
				memberships: seen([{ role: "rds_iam", member: "app", admin: false }]),
			},
		},
		{ name: "exempt", with: { roles: seen([role("app", { passwordExpires: undefined })]) }, parameters: { exemptRoles: ["app"] } },
	],
	fail: [
		{ name: "never", with: { roles: seen([role("orders_app", { passwordExpires: undefined })]) }, says: '"orders_app"' },
		{ name: "too late", with: { roles: seen([role("orders_app", { passwordExpires: days(366) })]) } },
	],
	indeterminate: [
		{
			name: "whether there is a password is unknown",
			with: { roles: seen([role("app", { passwordExpires: undefined })]), ...unreadSql("passwordTypes") },
			says: "denied",
		},
		{ name: "roles denied", with: unreadSql("roles"), says: "denied" },
	],
});
