import { rdsInstanceLogErrorVerbosity } from "../../../shared/rules/rds-parameters/rds-instance-log-error-verbosity.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, member, postgres } from "./support.ts";

const set = postgres("instance");

testRule(rdsInstanceLogErrorVerbosity, {
	pass: [
		{ name: "default" },
		{ name: "verbose", with: { ...set({ log_error_verbosity: "VERBOSE" }) } },
		{ name: "the group has no log_error_verbosity", with: { ...set({ log_error_verbosity: undefined }) }, says: "engine-default" },
	],
	fail: [{ name: "terse", with: { ...set({ log_error_verbosity: "terse" }) }, says: "must be one of default, verbose" }],
	notApplicable: [
		{
			name: "a member, judged on its cluster",
			with: { ...member, ...postgres("cluster")({}) },
			says: "is a member of ledger and is judged on its cluster",
		},
		{ name: "another engine", with: { engine: "mysql" }, says: "mysql" },
	],
	indeterminate: [{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" }],
});
