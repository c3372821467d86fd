import { mysqlLogBinTrustFunctionCreatorsOff } from "../../../shared/rules/mysql/mysql-log-bin-trust-function-creators-off.ts";
import { changedVariables, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlLogBinTrustFunctionCreatorsOff, {
	pass: [{ name: "as it should be" }],
	fail: [
		{
			name: "ON",
			with: changedVariables({ log_bin_trust_function_creators: "ON" }),
			says: "log_bin_trust_function_creators",
			evidence: { value: "ON" },
		},
	],
	indeterminate: [
		{
			name: "the server does not show it",
			with: changedVariables({ log_bin_trust_function_creators: undefined }),
			says: "does not show the variable log_bin_trust_function_creators",
		},
		{ name: "denied", with: unreadSql("variables"), says: "denied" },
	],
});
