import { rdsClusterPasswordCommandsRestricted } from "../../../shared/rules/rds-parameters/rds-cluster-password-commands-restricted.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, members, postgres } from "./support.ts";

const set = postgres("cluster");

testRule(rdsClusterPasswordCommandsRestricted, {
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
		{ name: "waiting for the reboot", with: { ...members("pending-reboot") }, says: "not in force until the reboot" },
		{
			name: "the group has no rds.restrict_password_commands",
			with: { ...set({ "rds.restrict_password_commands": undefined }) },
			says: "engine-default",
		},
	],
	notApplicable: [{ name: "another engine", with: { engine: "aurora-mysql" }, says: "aurora-mysql" }],
	indeterminate: [{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" }],
});
