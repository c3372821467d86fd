import { mysqlErrorLogVerbosity } from "../../../shared/rules/mysql/mysql-error-log-verbosity.ts";
import { changedVariables, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlErrorLogVerbosity, {
	pass: [
		{ name: "2" },
		{ name: "3", with: changedVariables({ log_error_verbosity: "3" }) },
		{ name: "MariaDB", with: changedVariables({ log_error_verbosity: undefined, log_warnings: "2" }), says: "log_warnings" },
	],
	fail: [
		{ name: "errors only", with: changedVariables({ log_error_verbosity: "1" }), says: "log_error_verbosity" },
		{ name: "MariaDB", with: changedVariables({ log_error_verbosity: undefined, log_warnings: "1" }), says: "log_warnings" },
	],
	indeterminate: [
		{ name: "neither is shown", with: changedVariables({ log_error_verbosity: undefined }), says: "log_warnings" },
		{ name: "denied", with: unreadSql("variables"), says: "denied" },
	],
});
