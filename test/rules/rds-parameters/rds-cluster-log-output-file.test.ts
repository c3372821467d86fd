import { rdsClusterLogOutputFile } from "../../../shared/rules/rds-parameters/rds-cluster-log-output-file.ts";
import { testRule } from "../../support/rule-table.ts";
import { auroraMysql, denied, mysqlLike } from "./support.ts";

const set = mysqlLike("cluster");

testRule(
	rdsClusterLogOutputFile,
	{
		pass: [
			{ name: "FILE" },
			{ name: "both", with: { ...set({ log_output: "TABLE,FILE" }) } },
			{ name: "Aurora's default", with: { ...set({ log_output: undefined }) }, says: "(engine-default)" },
			{ name: "small letters", with: { ...set({ log_output: "file" }) } },
		],
		fail: [
			{ name: "TABLE", with: { ...set({ log_output: "TABLE" }) }, says: "must contain FILE" },
			{ name: "NONE wins", with: { ...set({ log_output: "FILE,NONE" }) } },
		],
		notApplicable: [{ name: "another engine", with: { engine: "aurora-postgresql" }, says: "aurora-postgresql" }],
		indeterminate: [
			{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" },
			{
				name: "the group has no log_output, and the default is not documented",
				with: { ...set({ log_output: undefined }), engineVersion: "5.6.mysql_aurora.1.23.4" },
				says: "log_output is not in the parameter group",
			},
		],
	},
	auroraMysql,
);
