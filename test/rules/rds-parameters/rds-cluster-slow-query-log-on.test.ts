import { rdsClusterSlowQueryLogOn } from "../../../shared/rules/rds-parameters/rds-cluster-slow-query-log-on.ts";
import { testRule } from "../../support/rule-table.ts";
import { auroraMysql, denied, mysqlLike } from "./support.ts";

const set = mysqlLike("cluster");

testRule(
	rdsClusterSlowQueryLogOn,
	{
		pass: [
			{ name: "on as set" },
			{ name: "1", with: { ...set({ slow_query_log: "1" }) } },
			{ name: "ON", with: { ...set({ slow_query_log: "ON" }) } },
			{ name: "on", with: { ...set({ slow_query_log: "on" }) } },
			{ name: "true", with: { ...set({ slow_query_log: "true" }) } },
		],
		fail: [
			{ name: "0", with: { ...set({ slow_query_log: "0" }) } },
			{ name: "OFF", with: { ...set({ slow_query_log: "OFF" }) } },
			{ name: "false", with: { ...set({ slow_query_log: "false" }) } },
			{ name: "the group has no slow_query_log", with: { ...set({ slow_query_log: undefined }) }, says: "engine-default" },
		],
		notApplicable: [{ name: "another engine", with: { engine: "aurora-postgresql" }, says: "aurora-postgresql" }],
		indeterminate: [{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" }],
	},
	auroraMysql,
);
