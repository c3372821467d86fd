import { seen } from "../../../shared/core/observed.ts";
import { mysqlAccountsNotAnonymous } from "../../../shared/rules/mysql/mysql-accounts-not-anonymous.ts";
import { mysqlAccount, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlAccountsNotAnonymous, {
	pass: [{ name: "named accounts" }],
	fail: [{ name: "anonymous", with: { accounts: seen([mysqlAccount("", { host: "localhost" })]) }, says: '"@localhost"' }],
	indeterminate: [{ name: "denied", with: unreadSql("accounts"), says: "denied" }],
});
