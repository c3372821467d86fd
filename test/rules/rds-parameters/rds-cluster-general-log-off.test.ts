import { rdsClusterGeneralLogOff } from "../../../shared/rules/rds-parameters/rds-cluster-general-log-off.ts";
import { testRule } from "../../support/rule-table.ts";
import { auroraMysql, denied, mysqlLike } from "./support.ts";

const set = mysqlLike("cluster");

testRule(
	rdsClusterGeneralLogOff,
	{
		pass: [
			{ name: "off as set" },
			{ name: "0", with: { ...set({ general_log: "0" }) } },
			{ name: "OFF", with: { ...set({ general_log: "OFF" }) } },
			{ name: "false", with: { ...set({ general_log: "false" }) } },
			{ name: "the group has no general_log", with: { ...set({ general_log: undefined }) }, says: "engine-default" },
		],
		fail: [
			{ name: "1", with: { ...set({ general_log: "1" }) } },
			{ name: "ON", with: { ...set({ general_log: "ON" }) } },
			{ name: "on", with: { ...set({ general_log: "on" }) } },
			{ name: "true", with: { ...set({ general_log: "true" }) } },
		],
		notApplicable: [{ name: "another engine", with: { engine: "aurora-postgresql" }, says: "aurora-postgresql" }],
		indeterminate: [{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" }],
	},
	auroraMysql,
);
