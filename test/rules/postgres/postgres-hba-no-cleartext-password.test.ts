import { seen } from "../../../shared/core/observed.ts";
import { postgresHbaNoCleartextPassword } from "../../../shared/rules/postgres/postgres-hba-no-cleartext-password.ts";
import { hostLine, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresHbaNoCleartextPassword, {
	pass: [{ name: "SCRAM" }],
	fail: [{ name: "password", with: { hba: seen([hostLine({ method: "password" })]) }, says: "password)" }],
	notApplicable: [{ name: "RDS", with: { ...unreadSql("hba"), platform: seen("rds") }, says: "manages pg_hba.conf" }],
	indeterminate: [
		{ name: "the file cannot be read", with: unreadSql("hba"), says: "denied" },
		{
			name: "a line is broken",
			with: { hba: seen([hostLine({ type: "hostssl" }), hostLine({ line: 9, error: "invalid" })]) },
			says: "line 9",
		},
	],
});
