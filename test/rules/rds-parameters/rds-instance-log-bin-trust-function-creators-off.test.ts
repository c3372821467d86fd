import { rdsInstanceLogBinTrustFunctionCreatorsOff } from "../../../shared/rules/rds-parameters/rds-instance-log-bin-trust-function-creators-off.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, member, mysqlInstance, mysqlLike } from "./support.ts";

const set = mysqlLike("instance");

testRule(
	rdsInstanceLogBinTrustFunctionCreatorsOff,
	{
		pass: [
			{ name: "off as set" },
			{ name: "0", with: { ...set({ log_bin_trust_function_creators: "0" }) } },
			{ name: "OFF", with: { ...set({ log_bin_trust_function_creators: "OFF" }) } },
			{ name: "false", with: { ...set({ log_bin_trust_function_creators: "false" }) } },
			{ name: "MariaDB", with: { engine: "mariadb" } },
			{
				name: "the group has no log_bin_trust_function_creators",
				with: { ...set({ log_bin_trust_function_creators: undefined }) },
				says: "engine-default",
			},
		],
		fail: [
			{ name: "1", with: { ...set({ log_bin_trust_function_creators: "1" }) } },
			{ name: "ON", with: { ...set({ log_bin_trust_function_creators: "ON" }) } },
			{ name: "on", with: { ...set({ log_bin_trust_function_creators: "on" }) } },
			{ name: "true", with: { ...set({ log_bin_trust_function_creators: "true" }) } },
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
