import { rdsInstanceLocalInfileOff } from "../../../shared/rules/rds-parameters/rds-instance-local-infile-off.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, member, mysqlInstance, mysqlLike } from "./support.ts";

const set = mysqlLike("instance");

testRule(
	rdsInstanceLocalInfileOff,
	{
		pass: [
			{ name: "off as set" },
			{ name: "0", with: { ...set({ local_infile: "0" }) } },
			{ name: "OFF", with: { ...set({ local_infile: "OFF" }) } },
			{ name: "false", with: { ...set({ local_infile: "false" }) } },
			{ name: "the default of MySQL 8", with: { ...set({ local_infile: undefined }), engineVersion: "8.0.42" }, says: "(engine-default)" },
			{ name: "MariaDB", with: { engine: "mariadb" } },
		],
		fail: [
			{
				name: "the default of MySQL 5.7",
				with: { ...set({ local_infile: undefined }), engineVersion: "5.7.44" },
				says: "(engine-default)",
			},
			{ name: "1", with: { ...set({ local_infile: "1" }) } },
			{ name: "ON", with: { ...set({ local_infile: "ON" }) } },
			{ name: "on", with: { ...set({ local_infile: "on" }) } },
			{ name: "true", with: { ...set({ local_infile: "true" }) } },
		],
		notApplicable: [
			{
				name: "a member, judged on its cluster",
				with: { ...member, ...mysqlLike("cluster")({}) },
				says: "is a member of ledger and is judged on its cluster",
			},
			{ name: "another engine", with: { engine: "postgres" }, says: "postgres" },
		],
		indeterminate: [
			{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" },
			{
				name: "AWS reported neither value nor version",
				with: { ...set({ local_infile: undefined }), engineVersion: undefined },
				says: "EngineVersion",
			},
		],
	},
	mysqlInstance,
);
