import { mysqlGeneralLogOff } from "../../../shared/rules/mysql/mysql-general-log-off.ts";
import { changedVariables, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlGeneralLogOff, {
	pass: [{ name: "as it should be" }],
	fail: [{ name: "ON", with: changedVariables({ general_log: "ON" }), says: "general_log", evidence: { value: "ON" } }],
	indeterminate: [
		{
			name: "the server does not show it",
			with: changedVariables({ general_log: undefined }),
			says: "does not show the variable general_log",
		},
		{ name: "denied", with: unreadSql("variables"), says: "denied" },
	],
});
