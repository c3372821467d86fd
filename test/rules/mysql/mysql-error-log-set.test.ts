import { mysqlErrorLogSet } from "../../../shared/rules/mysql/mysql-error-log-set.ts";
import { changedVariables, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlErrorLogSet, {
	pass: [{ name: "as it should be" }, { name: "stderr", with: changedVariables({ log_error: "stderr" }) }],
	fail: [{ name: "empty", with: changedVariables({ log_error: "" }), says: "log_error", evidence: { value: "" } }],
	indeterminate: [
		{ name: "the server does not show it", with: changedVariables({ log_error: undefined }), says: "does not show the variable log_error" },
		{ name: "denied", with: unreadSql("variables"), says: "denied" },
	],
});
