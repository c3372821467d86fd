import { seen } from "../../../shared/core/observed.ts";
import { mysqlPasswordLifetime } from "../../../shared/rules/mysql/mysql-password-lifetime.ts";
import { changedVariables, mysqlAccount, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlPasswordLifetime, {
	pass: [
		{ name: "the default of the server" },
		{
			name: "one of its own",
			with: { ...changedVariables({ default_password_lifetime: "0" }), accounts: seen([mysqlAccount("a", { passwordLifetimeDays: 365 })]) },
		},
		{
			name: "no password",
			with: { ...changedVariables({ default_password_lifetime: "0" }), accounts: seen([mysqlAccount("a", { hasPassword: false })]) },
		},
		{ name: "exempt", with: { accounts: seen([mysqlAccount("a", { passwordLifetimeDays: 0 })]) }, parameters: { exemptUsers: ["a"] } },
		{ name: "locked", with: { accounts: seen([mysqlAccount("a", { passwordLifetimeDays: 0, locked: true })]) } },
	],
	fail: [
		{ name: "the server's default is never", with: changedVariables({ default_password_lifetime: "0" }), says: "root@localhost" },
		{ name: "too late", with: { accounts: seen([mysqlAccount("a", { passwordLifetimeDays: 366 })]) }, says: "a@10.0.3.%" },
		{ name: "never", with: { accounts: seen([mysqlAccount("a", { passwordLifetimeDays: 0 })]) } },
	],
	indeterminate: [
		{ name: "denied", with: unreadSql("accounts"), says: "denied" },
		{
			name: "the default is not shown",
			with: changedVariables({ default_password_lifetime: undefined }),
			says: "default_password_lifetime",
		},
	],
});
