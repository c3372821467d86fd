import { rdsInstancePostgresqlLogExported } from "../../../shared/rules/rds/rds-instance-postgresql-log-exported.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsInstancePostgresqlLogExported, {
	pass: [
		{
			name: "the server log alone",
			with: { logExports: ["postgresql"] },
			says: "exports postgresql",
			evidence: { logExports: ["postgresql"], missing: [] },
		},
	],
	fail: [
		{
			name: "only the upgrade log",
			with: { logExports: ["upgrade"] },
			says: "does not export postgresql",
			evidence: { logExports: ["upgrade"], missing: ["postgresql"] },
		},
	],
	notApplicable: [
		{ name: "another engine", with: { engine: "mysql", logExports: [] }, says: "mysql" },
		{
			name: "a member of a cluster",
			with: { engine: "aurora-postgresql", logExports: [], clusterId: "ledger" },
			says: "judged on its cluster",
		},
	],
});
