import { rdsClusterRowSecurityOn } from "../../../shared/rules/rds-parameters/rds-cluster-row-security-on.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, postgres } from "./support.ts";

const set = postgres("cluster");

testRule(rdsClusterRowSecurityOn, {
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
	notApplicable: [{ name: "another engine", with: { engine: "aurora-mysql" }, says: "aurora-mysql" }],
	indeterminate: [{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" }],
});
