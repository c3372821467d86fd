import { rdsClusterLogStatement } from "../../../shared/rules/rds-parameters/rds-cluster-log-statement.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, postgres } from "./support.ts";

const set = postgres("cluster");

testRule(rdsClusterLogStatement, {
	pass: [
		{ name: "ddl" },
		{ name: "mod", with: { ...set({ log_statement: "mod" }) } },
		{ name: "ALL in capitals", with: { ...set({ log_statement: "ALL" }) } },
		{ name: "exactly the one allowed", with: { ...set({ log_statement: "all" }) }, parameters: { values: ["all"] } },
	],
	fail: [
		{ name: "none", with: { ...set({ log_statement: "none" }) }, says: "must be one of ddl, mod, all" },
		{ name: "not the one allowed", with: { ...set({ log_statement: "mod" }) }, parameters: { values: ["ddl"] }, says: "must be ddl" },
		{ name: "the group has no log_statement", with: { ...set({ log_statement: undefined }) }, says: "engine-default" },
	],
	notApplicable: [{ name: "another engine", with: { engine: "aurora-mysql" }, says: "aurora-mysql" }],
	indeterminate: [{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" }],
});
