import { rdsInstancePgauditRole } from "../../../shared/rules/rds-parameters/rds-instance-pgaudit-role.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, member, postgres } from "./support.ts";

const set = postgres("instance");

testRule(rdsInstancePgauditRole, {
	pass: [{ name: "rds_pgaudit" }],
	fail: [
		{ name: "another role", with: { ...set({ "pgaudit.role": "auditor" }) }, says: "must be rds_pgaudit" },
		{ name: "no role", with: { ...set({ "pgaudit.role": "" }) } },
		{ name: "the group has no pgaudit.role", with: { ...set({ "pgaudit.role": undefined }) }, says: "engine-default" },
	],
	notApplicable: [
		{ name: "pgaudit is not loaded", with: { ...set({ shared_preload_libraries: "pg_stat_statements" }) }, says: "does not load pgaudit" },
		{
			name: "a member, judged on its cluster",
			with: { ...member, ...postgres("cluster")({}) },
			says: "is a member of ledger and is judged on its cluster",
		},
		{ name: "another engine", with: { engine: "mysql" }, says: "mysql" },
	],
	indeterminate: [{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" }],
});
