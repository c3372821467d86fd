import { seen } from "../../../shared/core/observed.ts";
import { mysqlGrantTablesRestricted } from "../../../shared/rules/mysql/mysql-grant-tables-restricted.ts";
import { unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(mysqlGrantTablesRestricted, {
	pass: [
		{ name: "rights elsewhere" },
		{
			name: "an allowed user",
			with: { grants: seen([{ user: "shop", host: "10.0.3.%", database: "mysql", privileges: ["SELECT"], grantable: false }]) },
			parameters: { allowedUsers: ["shop"] },
		},
	],
	fail: [
		{
			name: "reading",
			with: { grants: seen([{ user: "shop", host: "10.0.3.%", database: "mysql", privileges: ["SELECT"], grantable: false }]) },
			says: "shop@10.0.3.%",
		},
	],
	indeterminate: [{ name: "denied", with: unreadSql("grants"), says: "denied" }],
});
