import { seen } from "../../../shared/core/observed.ts";
import { postgresSensitiveTablesRowSecurity } from "../../../shared/rules/postgres/postgres-sensitive-tables-row-security.ts";
import { table, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresSensitiveTablesRowSecurity, {
	pass: [{ name: "on, with a policy", says: "all 1 sensitive tables" }],
	fail: [
		{ name: "off, marked by the comment", with: { tables: seen([table({ rowSecurity: false })]) }, says: '"orders.customers"' },
		{
			name: "off, marked by the name",
			with: { tables: seen([table({ rowSecurity: false, comment: undefined, name: "user_credentials" })]) },
		},
		{ name: "on, without a policy", with: { tables: seen([table({ policies: 0 })]) } },
		{
			name: "a word of one's own",
			with: { tables: seen([table({ rowSecurity: false, comment: "GEHEIM." })]) },
			parameters: { sensitiveWords: ["geheim"] },
		},
	],
	notApplicable: [
		{
			name: "no sensitive table",
			with: { tables: seen([table({ rowSecurity: false, comment: "Insensitively named; classnames only", name: "passwordless" })]) },
			says: "no table",
		},
		{ name: "no words", parameters: { sensitiveWords: [] } },
	],
	indeterminate: [{ name: "denied", with: unreadSql("tables"), says: "denied" }],
});
