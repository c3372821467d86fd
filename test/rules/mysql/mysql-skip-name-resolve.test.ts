import { mysqlSkipNameResolve } from "../../../shared/rules/mysql/mysql-skip-name-resolve.ts";
import { changedVariables, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlSkipNameResolve, {
	pass: [{ name: "as it should be" }],
	fail: [{ name: "OFF", with: changedVariables({ skip_name_resolve: "OFF" }), says: "skip_name_resolve", evidence: { value: "OFF" } }],
	indeterminate: [
		{
			name: "the server does not show it",
			with: changedVariables({ skip_name_resolve: undefined }),
			says: "does not show the variable skip_name_resolve",
		},
		{ name: "denied", with: unreadSql("variables"), says: "denied" },
	],
});
