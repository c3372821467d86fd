import { seen } from "../../../shared/core/observed.ts";
import { postgresHbaNoMd5 } from "../../../shared/rules/postgres/postgres-hba-no-md5.ts";
import { hostLine, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresHbaNoMd5, {
	pass: [{ name: "SCRAM" }],
	fail: [{ name: "MD5", with: { hba: seen([hostLine({ method: "md5" })]) }, says: "md5)" }],
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
