import { seen } from "../../../shared/core/observed.ts";
import { postgresNoPendingRestart } from "../../../shared/rules/postgres/postgres-no-pending-restart.ts";
import { unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresNoPendingRestart, {
	pass: [{ name: "nothing waits", says: "every setting is in force" }],
	fail: [
		{
			name: "two wait",
			with: { pendingRestart: seen(["ssl", "shared_preload_libraries"]) },
			says: '"ssl", "shared_preload_libraries"',
			evidence: { count: 2 },
		},
	],
	indeterminate: [{ name: "denied", with: unreadSql("pendingRestart"), says: "denied" }],
});
