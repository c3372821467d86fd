import { rdsInstanceLogHostnameOff } from "../../../shared/rules/rds-parameters/rds-instance-log-hostname-off.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, member, postgres } from "./support.ts";

const set = postgres("instance");

testRule(rdsInstanceLogHostnameOff, {
	pass: [
		{ name: "off as set" },
		{ name: "0", with: { ...set({ log_hostname: "0" }) } },
		{ name: "OFF", with: { ...set({ log_hostname: "OFF" }) } },
		{ name: "false", with: { ...set({ log_hostname: "false" }) } },
		{ name: "the group has no log_hostname", with: { ...set({ log_hostname: undefined }) }, says: "engine-default" },
	],
	fail: [
		{ name: "1", with: { ...set({ log_hostname: "1" }) } },
		{ name: "ON", with: { ...set({ log_hostname: "ON" }) } },
		{ name: "on", with: { ...set({ log_hostname: "on" }) } },
		{ name: "true", with: { ...set({ log_hostname: "true" }) } },
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
