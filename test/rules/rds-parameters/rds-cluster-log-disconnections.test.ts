import { rdsClusterLogDisconnections } from "../../../shared/rules/rds-parameters/rds-cluster-log-disconnections.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, postgres } from "./support.ts";

const set = postgres("cluster");

testRule(rdsClusterLogDisconnections, {
	pass: [
		{ name: "on as set" },
		{ name: "1", with: { ...set({ log_disconnections: "1" }) } },
		{ name: "ON", with: { ...set({ log_disconnections: "ON" }) } },
		{ name: "on", with: { ...set({ log_disconnections: "on" }) } },
		{ name: "true", with: { ...set({ log_disconnections: "true" }) } },
	],
	fail: [
		{ name: "0", with: { ...set({ log_disconnections: "0" }) } },
		{ name: "OFF", with: { ...set({ log_disconnections: "OFF" }) } },
		{ name: "false", with: { ...set({ log_disconnections: "false" }) } },
		{ name: "the group has no log_disconnections", with: { ...set({ log_disconnections: undefined }) }, says: "engine-default" },
	],
	notApplicable: [{ name: "another engine", with: { engine: "aurora-mysql" }, says: "aurora-mysql" }],
	indeterminate: [{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" }],
});
