import { mysqlLogRawOff } from "../../../shared/rules/mysql/mysql-log-raw-off.ts";
import { changedVariables, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlLogRawOff, {
	pass: [{ name: "as it should be" }],
	fail: [{ name: "ON", with: changedVariables({ log_raw: "ON" }), says: "log_raw", evidence: { value: "ON" } }],
	notApplicable: [{ name: "MariaDB has no such variable", with: changedVariables({ log_raw: undefined }), says: "has no log_raw" }],
	indeterminate: [{ name: "denied", with: unreadSql("variables"), says: "denied" }],
});
