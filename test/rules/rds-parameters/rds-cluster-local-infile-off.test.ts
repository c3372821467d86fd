import { rdsClusterLocalInfileOff } from "../../../shared/rules/rds-parameters/rds-cluster-local-infile-off.ts";
import { testRule } from "../../support/rule-table.ts";
import { auroraMysql, denied, mysqlLike } from "./support.ts";

const set = mysqlLike("cluster");

testRule(
	rdsClusterLocalInfileOff,
	{
		pass: [
			{ name: "off as set" },
			{ name: "0", with: { ...set({ local_infile: "0" }) } },
			{ name: "OFF", with: { ...set({ local_infile: "OFF" }) } },
			{ name: "false", with: { ...set({ local_infile: "false" }) } },
		],
		fail: [
			{ name: "1", with: { ...set({ local_infile: "1" }) } },
			{ name: "ON", with: { ...set({ local_infile: "ON" }) } },
			{ name: "on", with: { ...set({ local_infile: "on" }) } },
			{ name: "true", with: { ...set({ local_infile: "true" }) } },
		],
		notApplicable: [{ name: "another engine", with: { engine: "aurora-postgresql" }, says: "aurora-postgresql" }],
		indeterminate: [
			{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" },
			{
				name: "the group has no local_infile",
				with: { ...set({ local_infile: undefined }) },
				says: "local_infile is not in the parameter group",
			},
		],
	},
	auroraMysql,
);
