import { seen } from "../../../shared/core/observed.ts";
import { postgresRdsIamNotWithSuperuser } from "../../../shared/rules/postgres/postgres-rds-iam-not-with-superuser.ts";
import { unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresRdsIamNotWithSuperuser, {
	pass: [{ name: "apart", with: { platform: seen("rds"), memberships: seen([{ role: "rds_iam", member: "orders_app", admin: false }]) } }],
	fail: [
		{
			name: "both",
			with: {
				platform: seen("rds"),
				memberships: seen([
					{ role: "rds_iam", member: "orders_app", admin: false },
					{ role: "rds_superuser", member: "orders_app", admin: false },
				]),
			},
			says: '"orders_app"',
		},
	],
	notApplicable: [{ name: "elsewhere", says: "does not run on RDS" }],
	indeterminate: [{ name: "denied", with: { platform: seen("rds"), ...unreadSql("memberships") }, says: "denied" }],
});
