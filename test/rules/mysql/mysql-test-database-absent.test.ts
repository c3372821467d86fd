import { seen } from "../../../shared/core/observed.ts";
import { mysqlTestDatabaseAbsent } from "../../../shared/rules/mysql/mysql-test-database-absent.ts";
import { unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlTestDatabaseAbsent, {
	pass: [{ name: "none" }],
	fail: [{ name: "test", with: { databases: seen(["mysql", "test"]) }, says: "database test" }],
	indeterminate: [{ name: "denied", with: unreadSql("databases"), says: "denied" }],
});
