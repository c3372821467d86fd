import { seen } from "../../../shared/core/observed.ts";
import { postgresHbaNoTrust } from "../../../shared/rules/postgres/postgres-hba-no-trust.ts";
import { hostLine, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresHbaNoTrust, {
	pass: [{ name: "no trust" }],
	fail: [
		{ name: "trust over the network", with: { hba: seen([hostLine({ method: "trust" })]) }, says: "trust)" },
		{
			name: "trust on the socket",
			with: { hba: seen([{ line: 1, type: "local", databases: ["all"], users: ["all"], method: "trust", options: [] }]) },
			says: "line 1 (local all all trust)",
		},
	],
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
