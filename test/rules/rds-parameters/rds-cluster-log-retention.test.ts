import { rdsClusterLogRetention } from "../../../shared/rules/rds-parameters/rds-cluster-log-retention.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, postgres } from "./support.ts";

const set = postgres("cluster");

testRule(rdsClusterLogRetention, {
	pass: [
		{ name: "the RDS default" },
		{ name: "the bound", with: { ...set({ "rds.log_retention_period": "4320" }) } },
		{ name: "a week", with: { ...set({ "rds.log_retention_period": "10080" }) } },
		{
			name: "the group has no rds.log_retention_period",
			with: { ...set({ "rds.log_retention_period": undefined }) },
			says: "engine-default",
		},
	],
	fail: [
		{ name: "a minute short", with: { ...set({ "rds.log_retention_period": "4319" }) }, says: "at least 4320 minutes" },
		{ name: "less than asked", with: { ...set({ "rds.log_retention_period": "4320" }) }, parameters: { minimumMinutes: 10080 } },
	],
	notApplicable: [{ name: "another engine", with: { engine: "aurora-mysql" }, says: "aurora-mysql" }],
	indeterminate: [{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" }],
});
