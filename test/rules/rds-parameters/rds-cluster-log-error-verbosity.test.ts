import { rdsClusterLogErrorVerbosity } from "../../../shared/rules/rds-parameters/rds-cluster-log-error-verbosity.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, postgres } from "./support.ts";

const set = postgres("cluster");

testRule(rdsClusterLogErrorVerbosity, {
	pass: [
		{ name: "default" },
		{ name: "verbose", with: { ...set({ log_error_verbosity: "VERBOSE" }) } },
		{ name: "the group has no log_error_verbosity", with: { ...set({ log_error_verbosity: undefined }) }, says: "engine-default" },
	],
	fail: [{ name: "terse", with: { ...set({ log_error_verbosity: "terse" }) }, says: "must be one of default, verbose" }],
	notApplicable: [{ name: "another engine", with: { engine: "aurora-mysql" }, says: "aurora-mysql" }],
	indeterminate: [{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" }],
});
