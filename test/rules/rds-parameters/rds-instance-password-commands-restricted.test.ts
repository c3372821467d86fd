import { rdsInstancePasswordCommandsRestricted } from "../../../shared/rules/rds-parameters/rds-instance-password-commands-restricted.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, grouped, member, postgres } from "./support.ts";

const set = postgres("instance");

testRule(rdsInstancePasswordCommandsRestricted, {
	pass: [
		{ name: "on as set" },
		{ name: "1", with: { ...set({ "rds.restrict_password_commands": "1" }) } },
		{ name: "ON", with: { ...set({ "rds.restrict_password_commands": "ON" }) } },
		{ name: "on", with: { ...set({ "rds.restrict_password_commands": "on" }) } },
		{ name: "true", with: { ...set({ "rds.restrict_password_commands": "true" }) } },
	],
	fail: [
		{ name: "0", with: { ...set({ "rds.restrict_password_commands": "0" }) } },
		{ name: "OFF", with: { ...set({ "rds.restrict_password_commands": "OFF" }) } },
		{ name: "false", with: { ...set({ "rds.restrict_password_commands": "false" }) } },
		{ name: "waiting for the reboot", with: { ...grouped("pending-reboot") }, says: "not in force until the reboot" },
		{
			name: "the group has no rds.restrict_password_commands",
			with: { ...set({ "rds.restrict_password_commands": undefined }) },
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
