import { rdsInstanceLogRetention } from "../../../shared/rules/rds-parameters/rds-instance-log-retention.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, member, postgres } from "./support.ts";

const set = postgres("instance");

testRule(rdsInstanceLogRetention, {
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
