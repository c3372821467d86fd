import { seen } from "../../../shared/core/observed.ts";
import { postgresRdsSuperuserLimited } from "../../../shared/rules/postgres/postgres-rds-superuser-limited.ts";
import { role, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresRdsSuperuserLimited, {
	pass: [
		{
			name: "the master user",
			with: { platform: seen("rds"), memberships: seen([{ role: "rds_superuser", member: "orders_app", admin: true }]) },
		},
	],
	fail: [
		{
			name: "two",
			with: {
				platform: seen("rds"),
				roles: seen([role("a"), role("b")]),
				memberships: seen([
					{ role: "rds_superuser", member: "a", admin: true },
					{ role: "rds_superuser", member: "b", admin: false },
				]),
			},
			says: '2 roles that can log in are members of rds_superuser: "a", "b"',
		},
		{
			name: "one where none is allowed",
			with: { platform: seen("rds"), memberships: seen([{ role: "rds_superuser", member: "orders_app", admin: true }]) },
			parameters: { maximumMembers: 0 },
		},
	],
	notApplicable: [{ name: "elsewhere", says: "does not run on RDS" }],
	indeterminate: [
		{ name: "denied", with: { platform: seen("rds"), ...unreadSql("memberships") }, says: "denied" },
		{ name: "the platform is unknown", with: unreadSql("platform"), says: "denied" },
	],
});
