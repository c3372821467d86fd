import { seen } from "../../../shared/core/observed.ts";
import { postgresTablesNotGrantedToPublic } from "../../../shared/rules/postgres/postgres-tables-not-granted-to-public.ts";
import { table, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresTablesNotGrantedToPublic, {
	pass: [{ name: "none" }],
	fail: [
		{
			name: "reading",
			with: { tables: seen([table({ publicPrivileges: ["SELECT"] })]) },
			says: "orders.customers (SELECT)",
			severity: "medium",
		},
		{ name: "references", with: { tables: seen([table({ publicPrivileges: ["REFERENCES"] })]) }, severity: "medium" },
		{ name: "changing", with: { tables: seen([table({ publicPrivileges: ["SELECT", "UPDATE"] })]) }, severity: "high" },
	],
	indeterminate: [{ name: "denied", with: unreadSql("tables"), says: "denied" }],
});
