import { seen } from "../../../shared/core/observed.ts";
import { postgresRdsIamUsed } from "../../../shared/rules/postgres/postgres-rds-iam-used.ts";
import { unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresRdsIamUsed, {
	pass: [
		{ name: "a member", with: { platform: seen("rds"), memberships: seen([{ role: "rds_iam", member: "orders_app", admin: false }]) } },
		{ name: "an allowed one", with: { platform: seen("rds") }, parameters: { passwordRoles: ["postgres", "orders_app"] } },
	],
	fail: [{ name: "a password", with: { platform: seen("rds") }, says: '"orders_app"' }],
	notApplicable: [{ name: "elsewhere", says: "does not run on RDS" }],
	indeterminate: [{ name: "denied", with: { platform: seen("rds"), ...unreadSql("memberships") }, says: "denied" }],
});
