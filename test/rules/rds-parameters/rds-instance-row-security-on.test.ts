import { rdsInstanceRowSecurityOn } from "../../../shared/rules/rds-parameters/rds-instance-row-security-on.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, member, postgres } from "./support.ts";

const set = postgres("instance");

testRule(rdsInstanceRowSecurityOn, {
	pass: [
		{ name: "on as set" },
		{ name: "1", with: { ...set({ row_security: "1" }) } },
		{ name: "ON", with: { ...set({ row_security: "ON" }) } },
		{ name: "on", with: { ...set({ row_security: "on" }) } },
		{ name: "true", with: { ...set({ row_security: "true" }) } },
		{ name: "the group has no row_security", with: { ...set({ row_security: undefined }) }, says: "engine-default" },
	],
	fail: [
		{ name: "0", with: { ...set({ row_security: "0" }) } },
		{ name: "OFF", with: { ...set({ row_security: "OFF" }) } },
		{ name: "false", with: { ...set({ row_security: "false" }) } },
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
