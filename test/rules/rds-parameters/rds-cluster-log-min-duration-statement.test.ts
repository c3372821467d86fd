import { rdsClusterLogMinDurationStatement } from "../../../shared/rules/rds-parameters/rds-cluster-log-min-duration-statement.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, postgres } from "./support.ts";

const set = postgres("cluster");

testRule(rdsClusterLogMinDurationStatement, {
	pass: [
		{ name: "a second" },
		{ name: "everything", with: { ...set({ log_min_duration_statement: "0" }) } },
		{ name: "the bound", with: { ...set({ log_min_duration_statement: "5000" }) } },
		{ name: "a bound of one's own", with: { ...set({ log_min_duration_statement: "5001" }) }, parameters: { maximumMilliseconds: 5001 } },
	],
	fail: [
		{ name: "off", with: { ...set({ log_min_duration_statement: "-1" }) }, says: "from 0 to 5000 milliseconds" },
		{ name: "above the bound", with: { ...set({ log_min_duration_statement: "5001" }) } },
		{
			name: "the group has no log_min_duration_statement",
			with: { ...set({ log_min_duration_statement: undefined }) },
			says: "engine-default",
		},
	],
	notApplicable: [{ name: "another engine", with: { engine: "aurora-mysql" }, says: "aurora-mysql" }],
	indeterminate: [
		{ name: "not a number", with: { ...set({ log_min_duration_statement: "5s" }) }, says: "not a whole number" },
		{ name: "a number with a tail", with: { ...set({ log_min_duration_statement: "50x" }) }, says: "not a whole number" },
		{ name: "a number with a head", with: { ...set({ log_min_duration_statement: "x50" }) }, says: "not a whole number" },
		{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" },
	],
});
