import { rdsInstanceLogReplicationCommands } from "../../../shared/rules/rds-parameters/rds-instance-log-replication-commands.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, member, postgres } from "./support.ts";

const set = postgres("instance");

testRule(rdsInstanceLogReplicationCommands, {
	pass: [
		{ name: "on as set" },
		{ name: "1", with: { ...set({ log_replication_commands: "1" }) } },
		{ name: "ON", with: { ...set({ log_replication_commands: "ON" }) } },
		{ name: "on", with: { ...set({ log_replication_commands: "on" }) } },
		{ name: "true", with: { ...set({ log_replication_commands: "true" }) } },
	],
	fail: [
		{ name: "0", with: { ...set({ log_replication_commands: "0" }) } },
		{ name: "OFF", with: { ...set({ log_replication_commands: "OFF" }) } },
		{ name: "false", with: { ...set({ log_replication_commands: "false" }) } },
		{
			name: "the group has no log_replication_commands",
			with: { ...set({ log_replication_commands: undefined }) },
			says: "engine-default",
		},
	],
	notApplicable: [
		{
			name: "a member, judged on its cluster",
			with: { ...member, ...postgres("cluster")({}) },
			says: "is a member of ledger and is judged on its cluster",
		},
		{ name: "another engine", with: { engine: "mysql" }, says: "mysql" },
	],
	indeterminate: [{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" }],
});
