import { seen } from "../../../shared/core/observed.ts";
import { postgresReplicationSlotsActive } from "../../../shared/rules/postgres/postgres-replication-slots-active.ts";
import { unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresReplicationSlotsActive, {
	pass: [
		{ name: "in use" },
		{ name: "temporary", with: { replicationSlots: seen([{ name: "x", type: "physical", active: false, temporary: true }]) } },
	],
	fail: [
		{
			name: "abandoned",
			with: { replicationSlots: seen([{ name: "cdc", type: "logical", active: false, temporary: false }]) },
			says: "cdc (logical)",
		},
	],
	indeterminate: [{ name: "denied", with: unreadSql("replicationSlots"), says: "denied" }],
});
