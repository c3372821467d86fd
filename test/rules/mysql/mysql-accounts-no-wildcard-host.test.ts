import { seen } from "../../../shared/core/observed.ts";
import { mysqlAccountsNoWildcardHost } from "../../../shared/rules/mysql/mysql-accounts-no-wildcard-host.ts";
import { mysqlAccount, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlAccountsNoWildcardHost, {
	pass: [
		{ name: "a network" },
		{ name: "a name with a wildcard", with: { accounts: seen([mysqlAccount("a", { host: "%.example.com" })]) } },
		{ name: "Amazon's own", with: { platform: seen("rds"), accounts: seen([mysqlAccount("rdsadmin", { host: "%" })]) } },
	],
	fail: [
		{ name: "everywhere", with: { accounts: seen([mysqlAccount("a", { host: "%" })]) }, says: '"a@%"' },
		{ name: "empty, which is everywhere", with: { accounts: seen([mysqlAccount("a", { host: "" })]) } },
		{ name: "every network", with: { accounts: seen([mysqlAccount("a", { host: "0.0.0.0/0.0.0.0" })]) } },
		{ name: "rdsadmin elsewhere", with: { accounts: seen([mysqlAccount("rdsadmin", { host: "%" })]) } },
	],
	indeterminate: [{ name: "denied", with: unreadSql("accounts"), says: "denied" }],
});
