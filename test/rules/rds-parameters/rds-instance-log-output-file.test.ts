import { rdsInstanceLogOutputFile } from "../../../shared/rules/rds-parameters/rds-instance-log-output-file.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, member, mysqlInstance, mysqlLike } from "./support.ts";

const set = mysqlLike("instance");

testRule(
	rdsInstanceLogOutputFile,
	{
		pass: [
			{ name: "FILE" },
			{ name: "both", with: { ...set({ log_output: "TABLE,FILE" }) } },
			{ name: "small letters", with: { ...set({ log_output: "file" }) } },
			{ name: "MariaDB", with: { engine: "mariadb" } },
		],
		fail: [
			{ name: "TABLE", with: { ...set({ log_output: "TABLE" }) }, says: "must contain FILE" },
			{ name: "NONE wins", with: { ...set({ log_output: "FILE,NONE" }) } },
			{ name: "MySQL 8.0 by default", with: { ...set({ log_output: undefined }), engineVersion: "8.0.42" }, says: "TABLE" },
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
				name: "the group has no log_output",
				with: { ...set({ log_output: undefined }) },
				says: "log_output is not in the parameter group",
			},
		],
	},
	mysqlInstance,
);
