import { seen } from "../../../shared/core/observed.ts";
import { postgresReplicationSlotsLag } from "../../../shared/rules/postgres/postgres-replication-slots-lag.ts";
import { unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresReplicationSlotsLag, {
	pass: [
		{ name: "near" },
		{
			name: "at the bound",
			with: { replicationSlots: seen([{ name: "x", type: "physical", active: true, temporary: false, retainedBytes: 1_073_741_824 }]) },
		},
		{ name: "nothing held back", with: { replicationSlots: seen([{ name: "x", type: "physical", active: true, temporary: false }]) } },
	],
	fail: [
		{
			name: "beyond it",
			with: { replicationSlots: seen([{ name: "x", type: "physical", active: true, temporary: false, retainedBytes: 1_073_741_825 }]) },
			says: "x (1024 MiB)",
		},
	],
	indeterminate: [{ name: "denied", with: unreadSql("replicationSlots"), says: "denied" }],
});
