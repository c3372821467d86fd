import { seen } from "../../../shared/core/observed.ts";
import { mysqlAccountsStrongPlugin } from "../../../shared/rules/mysql/mysql-accounts-strong-plugin.ts";
import { mysqlAccount, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlAccountsStrongPlugin, {
	pass: [
		{ name: "caching_sha2_password" },
		{ name: "ed25519", with: { accounts: seen([mysqlAccount("a", { plugin: "ed25519" })]) } },
		{
			name: "allowed",
			with: { accounts: seen([mysqlAccount("a", { plugin: "mysql_native_password" })]) },
			parameters: { weakPlugins: [] },
		},
	],
	fail: [
		{ name: "native", with: { accounts: seen([mysqlAccount("a", { plugin: "mysql_native_password" })]) }, says: '"a@10.0.3.%"' },
		{ name: "old", with: { accounts: seen([mysqlAccount("a", { plugin: "mysql_old_password" })]) } },
	],
	indeterminate: [{ name: "denied", with: unreadSql("accounts"), says: "denied" }],
});
