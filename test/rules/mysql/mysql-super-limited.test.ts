import { seen } from "../../../shared/core/observed.ts";
import { mysqlSuperLimited } from "../../../shared/rules/mysql/mysql-super-limited.ts";
import { mysqlAccount, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlSuperLimited, {
	pass: [
		{ name: "nobody but root" },
		{
			name: "an allowed user",
			with: { grants: seen([{ user: "shop", host: "10.0.3.%", privileges: ["SUPER"], grantable: false }]) },
			parameters: { allowedUsers: ["shop"] },
		},
		{
			name: "on a database only",
			with: { grants: seen([{ user: "shop", host: "10.0.3.%", database: "shop", privileges: ["SUPER"], grantable: false }]) },
		},
		{
			name: "a locked account",
			with: {
				accounts: seen([mysqlAccount("shop", { locked: true })]),
				grants: seen([{ user: "shop", host: "10.0.3.%", privileges: ["SUPER"], grantable: false }]),
			},
		},
	],
	fail: [
		{
			name: "SUPER",
			with: { grants: seen([{ user: "shop", host: "10.0.3.%", privileges: ["SUPER"], grantable: false }]) },
			says: '"shop@10.0.3.%"',
		},
		{
			name: "SYSTEM_USER",
			with: { grants: seen([{ user: "shop", host: "10.0.3.%", privileges: ["SYSTEM_USER"], grantable: false }]) },
			says: '"shop@10.0.3.%"',
		},
		{
			name: "SYSTEM_VARIABLES_ADMIN",
			with: { grants: seen([{ user: "shop", host: "10.0.3.%", privileges: ["SYSTEM_VARIABLES_ADMIN"], grantable: false }]) },
			says: '"shop@10.0.3.%"',
		},
		{
			name: "SET_USER_ID",
			with: { grants: seen([{ user: "shop", host: "10.0.3.%", privileges: ["SET_USER_ID"], grantable: false }]) },
			says: '"shop@10.0.3.%"',
		},
		{
			name: "SET_ANY_DEFINER",
			with: { grants: seen([{ user: "shop", host: "10.0.3.%", privileges: ["SET_ANY_DEFINER"], grantable: false }]) },
			says: '"shop@10.0.3.%"',
		},
		{
			name: "SET USER",
			with: { grants: seen([{ user: "shop", host: "10.0.3.%", privileges: ["SET USER"], grantable: false }]) },
			says: '"shop@10.0.3.%"',
		},
		{
			name: "root where it is not allowed",
			parameters: { allowedUsers: [] },
			with: { grants: seen([{ user: "root", host: "localhost", privileges: ["SUPER"], grantable: false }]) },
			says: "root@localhost",
		},
	],
	indeterminate: [
		{ name: "denied", with: unreadSql("grants"), says: "denied" },
		{ name: "denied", with: unreadSql("accounts"), says: "denied" },
	],
});
