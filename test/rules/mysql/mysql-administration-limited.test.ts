import { seen } from "../../../shared/core/observed.ts";
import { mysqlAdministrationLimited } from "../../../shared/rules/mysql/mysql-administration-limited.ts";
import { mysqlAccount, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlAdministrationLimited, {
	pass: [
		{ name: "nobody but root" },
		{
			name: "an allowed user",
			with: { grants: seen([{ user: "shop", host: "10.0.3.%", privileges: ["CREATE USER"], grantable: false }]) },
			parameters: { allowedUsers: ["shop"] },
		},
		{
			name: "on a database only",
			with: { grants: seen([{ user: "shop", host: "10.0.3.%", database: "shop", privileges: ["CREATE USER"], grantable: false }]) },
		},
		{
			name: "a locked account",
			with: {
				accounts: seen([mysqlAccount("shop", { locked: true })]),
				grants: seen([{ user: "shop", host: "10.0.3.%", privileges: ["CREATE USER"], grantable: false }]),
			},
		},
	],
	fail: [
		{
			name: "CREATE USER",
			with: { grants: seen([{ user: "shop", host: "10.0.3.%", privileges: ["CREATE USER"], grantable: false }]) },
			says: '"shop@10.0.3.%"',
		},
		{
			name: "SHUTDOWN",
			with: { grants: seen([{ user: "shop", host: "10.0.3.%", privileges: ["SHUTDOWN"], grantable: false }]) },
			says: '"shop@10.0.3.%"',
		},
		{
			name: "RELOAD",
			with: { grants: seen([{ user: "shop", host: "10.0.3.%", privileges: ["RELOAD"], grantable: false }]) },
			says: '"shop@10.0.3.%"',
		},
		{
			name: "root where it is not allowed",
			parameters: { allowedUsers: [] },
			with: { grants: seen([{ user: "root", host: "localhost", privileges: ["CREATE USER"], grantable: false }]) },
			says: "root@localhost",
		},
	],
	indeterminate: [
		{ name: "denied", with: unreadSql("grants"), says: "denied" },
		{ name: "denied", with: unreadSql("accounts"), says: "denied" },
	],
});
