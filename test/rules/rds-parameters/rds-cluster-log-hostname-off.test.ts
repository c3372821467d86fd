import { rdsClusterLogHostnameOff } from "../../../shared/rules/rds-parameters/rds-cluster-log-hostname-off.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, postgres } from "./support.ts";

const set = postgres("cluster");

testRule(rdsClusterLogHostnameOff, {
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
	notApplicable: [{ name: "another engine", with: { engine: "aurora-mysql" }, says: "aurora-mysql" }],
	indeterminate: [{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" }],
});
