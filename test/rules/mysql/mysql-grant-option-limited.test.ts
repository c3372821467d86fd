import { seen } from "../../../shared/core/observed.ts";
import { mysqlGrantOptionLimited } from "../../../shared/rules/mysql/mysql-grant-option-limited.ts";
import { unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlGrantOptionLimited, {
	pass: [
		{ name: "root" },
		{
			name: "an allowed user",
			with: { grants: seen([{ user: "shop", host: "10.0.3.%", database: "shop", privileges: ["SELECT"], grantable: true }]) },
			parameters: { allowedUsers: ["shop"] },
		},
	],
	fail: [
		{
			name: "on a database",
			with: { grants: seen([{ user: "shop", host: "10.0.3.%", database: "shop", privileges: ["SELECT"], grantable: true }]) },
			says: "shop@10.0.3.% on shop",
		},
		{
			name: "on everything",
			with: { grants: seen([{ user: "shop", host: "10.0.3.%", privileges: ["SELECT"], grantable: true }]) },
			says: "on everything",
		},
	],
	indeterminate: [{ name: "denied", with: unreadSql("grants"), says: "denied" }],
});
