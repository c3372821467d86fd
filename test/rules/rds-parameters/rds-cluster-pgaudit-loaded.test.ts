import { rdsClusterPgauditLoaded } from "../../../shared/rules/rds-parameters/rds-cluster-pgaudit-loaded.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, members, postgres } from "./support.ts";

const set = postgres("cluster");

testRule(rdsClusterPgauditLoaded, {
	pass: [{ name: "loaded" }, { name: "with blanks and capitals", with: { ...set({ shared_preload_libraries: "auto_explain, PGAudit" }) } }],
	fail: [
		{ name: "not loaded", with: { ...set({ shared_preload_libraries: "pg_stat_statements" }) }, says: "must contain pgaudit" },
		{ name: "a longer name", with: { ...set({ shared_preload_libraries: "pgauditlogtofile" }) } },
		{ name: "waiting for the reboot", with: { ...members("pending-reboot") }, says: "not in force until the reboot" },
		{
			name: "the group has no shared_preload_libraries",
			with: { ...set({ shared_preload_libraries: undefined }) },
			says: "engine-default",
		},
	],
	notApplicable: [{ name: "another engine", with: { engine: "aurora-mysql" }, says: "aurora-mysql" }],
	indeterminate: [{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" }],
});
