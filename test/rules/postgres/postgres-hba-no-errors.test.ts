import { seen } from "../../../shared/core/observed.ts";
import { postgresHbaNoErrors } from "../../../shared/rules/postgres/postgres-hba-no-errors.ts";
import { hostLine, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresHbaNoErrors, {
	pass: [{ name: "none" }],
	fail: [
		{
			name: "one",
			with: { hba: seen([hostLine(), hostLine({ line: 9, error: "invalid connection type" })]) },
			says: "line 9: invalid connection type",
			evidence: { count: 1 },
		},
	],
	notApplicable: [{ name: "RDS", with: { platform: seen("rds") }, says: "manages pg_hba.conf" }],
	indeterminate: [{ name: "denied", with: unreadSql("hba"), says: "denied" }],
});
