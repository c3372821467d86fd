import { rdsInstanceGeneralLogOff } from "../../../shared/rules/rds-parameters/rds-instance-general-log-off.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, member, mysqlInstance, mysqlLike } from "./support.ts";

const set = mysqlLike("instance");

testRule(
	rdsInstanceGeneralLogOff,
	{
		pass: [
			{ name: "off as set" },
			{ name: "0", with: { ...set({ general_log: "0" }) } },
			{ name: "OFF", with: { ...set({ general_log: "OFF" }) } },
			{ name: "false", with: { ...set({ general_log: "false" }) } },
			{ name: "MariaDB", with: { engine: "mariadb" } },
			{ name: "the group has no general_log", with: { ...set({ general_log: undefined }) }, says: "engine-default" },
		],
		fail: [
			{ name: "1", with: { ...set({ general_log: "1" }) } },
			{ name: "ON", with: { ...set({ general_log: "ON" }) } },
			{ name: "on", with: { ...set({ general_log: "on" }) } },
			{ name: "true", with: { ...set({ general_log: "true" }) } },
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
