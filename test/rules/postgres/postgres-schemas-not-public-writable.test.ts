import { seen } from "../../../shared/core/observed.ts";
import { postgresSchemasNotPublicWritable } from "../../../shared/rules/postgres/postgres-schemas-not-public-writable.ts";
import { unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresSchemasNotPublicWritable, {
	pass: [{ name: "revoked" }],
	fail: [
		{
			name: "public, as before 15",
			with: { schemas: seen([{ name: "public", owner: "postgres", publicCreate: true }]) },
			says: '"public"',
		},
	],
	indeterminate: [{ name: "denied", with: unreadSql("schemas"), says: "denied" }],
});
