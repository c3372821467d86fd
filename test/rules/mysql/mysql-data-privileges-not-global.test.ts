import { seen } from "../../../shared/core/observed.ts";
import { mysqlDataPrivilegesNotGlobal } from "../../../shared/rules/mysql/mysql-data-privileges-not-global.ts";
import { mysqlAccount, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlDataPrivilegesNotGlobal, {
	pass: [
		{ name: "nobody but root" },
		{
			name: "an allowed user",
			with: { grants: seen([{ user: "shop", host: "10.0.3.%", privileges: ["SELECT"], grantable: false }]) },
			parameters: { allowedUsers: ["shop"] },
		},
		{
			name: "on a database only",
			with: { grants: seen([{ user: "shop", host: "10.0.3.%", database: "shop", privileges: ["SELECT"], grantable: false }]) },
		},
		{
			name: "a locked account",
			with: {
				accounts: seen([mysqlAccount("shop", { locked: true })]),
				grants: seen([{ user: "shop", host: "10.0.3.%", privileges: ["SELECT"], grantable: false }]),
			},
		},
	],
	fail: [
		{
			name: "SELECT",
			with: { grants: seen([{ user: "shop", host: "10.0.3.%", privileges: ["SELECT"], grantable: false }]) },
			says: '"shop@10.0.3.%"',
		},
		{
			name: "INSERT",
			with: { grants: seen([{ user: "shop", host: "10.0.3.%", privileges: ["INSERT"], grantable: false }]) },
			says: '"shop@10.0.3.%"',
		},
		{
			name: "UPDATE",
			with: { grants: seen([{ user: "shop", host: "10.0.3.%", privileges: ["UPDATE"], grantable: false }]) },
			says: '"shop@10.0.3.%"',
		},
		{
			name: "DELETE",
			with: { grants: seen([{ user: "shop", host: "10.0.3.%", privileges: ["DELETE"], grantable: false }]) },
			says: '"shop@10.0.3.%"',
		},
		{
			name: "DROP",
			with: { grants: seen([{ user: "shop", host: "10.0.3.%", privileges: ["DROP"], grantable: false }]) },
			says: '"shop@10.0.3.%"',
		},
		{
			name: "ALTER",
			with: { grants: seen([{ user: "shop", host: "10.0.3.%", privileges: ["ALTER"], grantable: false }]) },
			says: '"shop@10.0.3.%"',
		},
		{
			name: "CREATE",
			with: { grants: seen([{ user: "shop", host: "10.0.3.%", privileges: ["CREATE"], grantable: false }]) },
			says: '"shop@10.0.3.%"',
		},
		{
			name: "root where it is not allowed",
			parameters: { allowedUsers: [] },
			with: { grants: seen([{ user: "root", host: "localhost", privileges: ["SELECT"], grantable: false }]) },
			says: "root@localhost",
		},
	],
	indeterminate: [
		{ name: "denied", with: unreadSql("grants"), says: "denied" },
		{ name: "denied", with: unreadSql("accounts"), says: "denied" },
	],
});
