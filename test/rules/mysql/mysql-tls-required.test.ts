import { mysqlTlsRequired } from "../../../shared/rules/mysql/mysql-tls-required.ts";
import { changedVariables, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlTlsRequired, {
	pass: [{ name: "as it should be" }, { name: "1", with: changedVariables({ require_secure_transport: "1" }) }],
	fail: [
		{
			name: "OFF",
			with: changedVariables({ require_secure_transport: "OFF" }),
			says: "require_secure_transport",
			evidence: { value: "OFF" },
		},
		{ name: "0", with: changedVariables({ require_secure_transport: "0" }), says: "require_secure_transport", evidence: { value: "0" } },
	],
	indeterminate: [
		{
			name: "the server does not show it",
			with: changedVariables({ require_secure_transport: undefined }),
			says: "does not show the variable require_secure_transport",
		},
		{ name: "denied", with: unreadSql("variables"), says: "denied" },
	],
});
