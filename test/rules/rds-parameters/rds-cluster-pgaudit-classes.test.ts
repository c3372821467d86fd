import { rdsClusterPgauditClasses } from "../../../shared/rules/rds-parameters/rds-cluster-pgaudit-classes.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, postgres } from "./support.ts";

const set = postgres("cluster");

testRule(rdsClusterPgauditClasses, {
	pass: [
		{ name: "ddl and role" },
		{ name: "all", with: { ...set({ "pgaudit.log": "ALL" }) } },
		{ name: "all without misc", with: { ...set({ "pgaudit.log": "all, -misc" }) } },
		{ name: "more than asked", with: { ...set({ "pgaudit.log": "write,ddl,role" }) } },
		{ name: "other classes asked", with: { ...set({ "pgaudit.log": "read,write" }) }, parameters: { classes: ["READ"] } },
	],
	fail: [
		{ name: "none", with: { ...set({ "pgaudit.log": "none" }) } },
		{ name: "only ddl", with: { ...set({ "pgaudit.log": "ddl" }) }, says: "must contain ddl, role" },
		{ name: "all without role", with: { ...set({ "pgaudit.log": "all,-role" }) } },
		{ name: "a class that is not asked", with: { ...set({ "pgaudit.log": "ddl,role" }) }, parameters: { classes: ["ddl", "write"] } },
		{
			name: "pgaudit is not loaded",
			with: { ...set({ shared_preload_libraries: "pg_stat_statements" }) },
			says: "shared_preload_libraries",
		},
		{ name: "the group has no pgaudit.log", with: { ...set({ "pgaudit.log": undefined }) }, says: "engine-default" },
	],
	notApplicable: [{ name: "another engine", with: { engine: "aurora-mysql" }, says: "aurora-mysql" }],
	indeterminate: [{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" }],
});
