import { seen } from "../../../shared/core/observed.ts";
import { mysqlAccountsHavePassword } from "../../../shared/rules/mysql/mysql-accounts-have-password.ts";
import { mysqlAccount, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlAccountsHavePassword, {
	pass: [
		{ name: "passwords" },
		{
			name: "the user of the operating system",
			with: { accounts: seen([mysqlAccount("root", { hasPassword: false, plugin: "unix_socket" })]) },
		},
		{ name: "IAM", with: { accounts: seen([mysqlAccount("app", { hasPassword: false, plugin: "AWSAuthenticationPlugin" })]) } },
		{ name: "a locked account", with: { accounts: seen([mysqlAccount("mysql.sys", { hasPassword: false, locked: true })]) } },
	],
	fail: [{ name: "none", with: { accounts: seen([mysqlAccount("a", { hasPassword: false })]) }, says: '"a@10.0.3.%"' }],
	indeterminate: [{ name: "denied", with: unreadSql("accounts"), says: "denied" }],
});
