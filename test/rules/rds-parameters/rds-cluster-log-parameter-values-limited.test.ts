import { rdsClusterLogParameterValuesLimited } from "../../../shared/rules/rds-parameters/rds-cluster-log-parameter-values-limited.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, postgres } from "./support.ts";

const set = postgres("cluster");

testRule(rdsClusterLogParameterValuesLimited, {
	pass: [
		{ name: "nothing logged" },
		{
			name: "the bound",
			with: { ...set({ log_parameter_max_length: "64", log_parameter_max_length_on_error: "64" }) },
			parameters: { maximumBytes: 64 },
		},
		{ name: "13 and no limit on errors given", with: { ...set({ log_parameter_max_length_on_error: undefined }), engineVersion: "13.1" } },
	],
	fail: [
		{
			name: "no limit",
			with: { ...set({ log_parameter_max_length: "-1" }) },
			says: /^\w+ has log_parameter_max_length = "-1", which must be 0 bytes\.$/,
		},
		{
			name: "no limit on errors",
			with: { ...set({ log_parameter_max_length_on_error: "-1" }) },
			says: "log_parameter_max_length_on_error",
		},
		{
			name: "above the bound",
			with: { ...set({ log_parameter_max_length: "65" }) },
			parameters: { maximumBytes: 64 },
			says: "from 0 to 64 bytes",
		},
		{ name: "one byte", with: { ...set({ log_parameter_max_length: "1" }) } },
		{
			name: "the group has no log_parameter_max_length",
			with: { ...set({ log_parameter_max_length: undefined }) },
			says: "engine-default",
		},
	],
	notApplicable: [
		{ name: "PostgreSQL 12", with: { engineVersion: "12.22" }, says: "from 13 on" },
		{ name: "another engine", with: { engine: "aurora-mysql" }, says: "aurora-mysql" },
	],
	indeterminate: [{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" }],
});
