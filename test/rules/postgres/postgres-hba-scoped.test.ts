import { seen } from "../../../shared/core/observed.ts";
import { postgresHbaScoped } from "../../../shared/rules/postgres/postgres-hba-scoped.ts";
import { hostLine, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresHbaScoped, {
	pass: [
		{ name: "named users and databases" },
		{ name: "everybody from a small range", with: { hba: seen([hostLine({ netmask: "255.255.0.0" })]) } },
		{ name: "named users from a wide range", with: { hba: seen([hostLine({ users: ["app"] })]) } },
		{ name: "a named database from a wide range", with: { hba: seen([hostLine({ databases: ["app"] })]) } },
		{ name: "a small range of IPv6", with: { hba: seen([hostLine({ address: "fd00::", netmask: "ffff:ffff:ffff::" })]) } },
		{ name: "a refusal", with: { hba: seen([hostLine({ method: "reject" })]) } },
		{ name: "the subnet", with: { hba: seen([hostLine({ address: "samenet", netmask: undefined })]) } },
	],
	fail: [
		{ name: "a wide range", with: { hba: seen([hostLine({ netmask: "255.254.0.0" })]) }, says: "10.0.0.0/15" },
		{ name: "a wide range of IPv6", with: { hba: seen([hostLine({ address: "fd00::", netmask: "ffff:ffff:fffe::" })]) } },
		{ name: "everywhere", with: { hba: seen([hostLine({ address: "all", netmask: undefined, type: "hostssl" })]) } },
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
