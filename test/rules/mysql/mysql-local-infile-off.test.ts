import { mysqlLocalInfileOff } from "../../../shared/rules/mysql/mysql-local-infile-off.ts";
import { changedVariables, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlLocalInfileOff, {
	pass: [{ name: "as it should be" }, { name: "0", with: changedVariables({ local_infile: "0" }) }],
	fail: [
		{ name: "ON", with: changedVariables({ local_infile: "ON" }), says: "local_infile", evidence: { value: "ON" } },
		{ name: "1", with: changedVariables({ local_infile: "1" }), says: "local_infile", evidence: { value: "1" } },
	],
	indeterminate: [
		{
			name: "the server does not show it",
			with: changedVariables({ local_infile: undefined }),
			says: "does not show the variable local_infile",
		},
		{ name: "denied", with: unreadSql("variables"), says: "denied" },
	],
});
