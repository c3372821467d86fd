import { mysqlTlsMinimumVersion } from "../../../shared/rules/mysql/mysql-tls-minimum-version.ts";
import { changedVariables, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlTlsMinimumVersion, {
	pass: [
		{ name: "as it should be" },
		{ name: "TLSv1.3", with: changedVariables({ tls_version: "TLSv1.3" }) },
		{ name: "tlsv1.2", with: changedVariables({ tls_version: "tlsv1.2" }) },
	],
	fail: [
		{
			name: "TLSv1,TLSv1.1,TLSv1.2",
			with: changedVariables({ tls_version: "TLSv1,TLSv1.1,TLSv1.2" }),
			says: "tls_version",
			evidence: { value: "TLSv1,TLSv1.1,TLSv1.2" },
		},
		{
			name: "TLSv1.1,TLSv1.3",
			with: changedVariables({ tls_version: "TLSv1.1,TLSv1.3" }),
			says: "tls_version",
			evidence: { value: "TLSv1.1,TLSv1.3" },
		},
		{ name: "empty", with: changedVariables({ tls_version: "" }), says: "tls_version", evidence: { value: "" } },
	],
	indeterminate: [
		{
			name: "the server does not show it",
			with: changedVariables({ tls_version: undefined }),
			says: "does not show the variable tls_version",
		},
		{ name: "denied", with: unreadSql("variables"), says: "denied" },
	],
});
