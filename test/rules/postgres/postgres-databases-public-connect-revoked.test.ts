import { seen } from "../../../shared/core/observed.ts";
import { postgresDatabasesPublicConnectRevoked } from "../../../shared/rules/postgres/postgres-databases-public-connect-revoked.ts";
import { unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresDatabasesPublicConnectRevoked, {
	pass: [
		{ name: "revoked" },
		{
			name: "templates",
			with: { databases: seen([{ name: "template1", owner: "postgres", publicConnect: true, publicTemporary: true }]) },
		},
		{
			name: "Amazon's own",
			with: { databases: seen([{ name: "rdsadmin", owner: "rdsadmin", publicConnect: true, publicTemporary: true }]) },
		},
	],
	fail: [
		{
			name: "the default",
			with: { databases: seen([{ name: "orders", owner: "postgres", publicTemporary: false, publicConnect: true }]) },
			says: '"orders"',
		},
	],
	indeterminate: [{ name: "denied", with: unreadSql("databases"), says: "denied" }],
});
