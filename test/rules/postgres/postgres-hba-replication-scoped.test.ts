import { seen } from "../../../shared/core/observed.ts";
import { postgresHbaReplicationScoped } from "../../../shared/rules/postgres/postgres-hba-replication-scoped.ts";
import { hostLine, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresHbaReplicationScoped, {
	pass: [
		{ name: "no replication" },
		{ name: "one host", with: { hba: seen([hostLine({ databases: ["replication"], netmask: "255.255.255.255" })]) } },
		{ name: "all databases, which replication is not", with: { hba: seen([hostLine()]) } },
	],
	fail: [
		{ name: "a wide range", with: { hba: seen([hostLine({ databases: ["replication"], netmask: "255.255.254.0" })]) }, says: "/23" },
		{ name: "everywhere", with: { hba: seen([hostLine({ databases: ["replication"], address: "all", netmask: undefined })]) } },
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
