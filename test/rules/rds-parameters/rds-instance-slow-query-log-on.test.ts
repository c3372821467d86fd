import { rdsInstanceSlowQueryLogOn } from "../../../shared/rules/rds-parameters/rds-instance-slow-query-log-on.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, member, mysqlInstance, mysqlLike } from "./support.ts";

const set = mysqlLike("instance");

testRule(
	rdsInstanceSlowQueryLogOn,
	{
		pass: [
			{ name: "on as set" },
			{ name: "1", with: { ...set({ slow_query_log: "1" }) } },
			{ name: "ON", with: { ...set({ slow_query_log: "ON" }) } },
			{ name: "on", with: { ...set({ slow_query_log: "on" }) } },
			{ name: "true", with: { ...set({ slow_query_log: "true" }) } },
			{ name: "MariaDB", with: { engine: "mariadb" } },
		],
		fail: [
			{ name: "0", with: { ...set({ slow_query_log: "0" }) } },
			{ name: "OFF", with: { ...set({ slow_query_log: "OFF" }) } },
			{ name: "false", with: { ...set({ slow_query_log: "false" }) } },
			{ name: "the group has no slow_query_log", with: { ...set({ slow_query_log: undefined }) }, says: "engine-default" },
		],
		notApplicable: [
			{
				name: "a member, judged on its cluster",
				with: { ...member, ...mysqlLike("cluster")({}) },
				says: "is a member of ledger and is judged on its cluster",
			},
			{ name: "another engine", with: { engine: "postgres" }, says: "postgres" },
		],
		indeterminate: [{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" }],
	},
	mysqlInstance,
);
