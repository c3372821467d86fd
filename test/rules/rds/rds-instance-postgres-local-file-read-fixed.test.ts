import { rdsInstancePostgresLocalFileReadFixed } from "../../../shared/rules/rds/rds-instance-postgres-local-file-read-fixed.ts";
import { testRule } from "../../support/rule-table.ts";

const running = (engineVersion: string) => ({ name: engineVersion, with: { engineVersion } });

testRule(rdsInstancePostgresLocalFileReadFixed, {
	pass: [
		{ name: "a current release", says: "postgres 16.4, which is not", evidence: { engineVersion: "16.4" } },
		...["9.6.22", "10.17", "11.12", "12.7", "13.3", "14.1"].map(running),
	],
	fail: [
		{ ...running("10.11"), says: "log_fdw can read files", evidence: { engine: "postgres", engineVersion: "10.11" } },
		...["9.3.1", "9.6.21", "10.1", "10.13", "10.16", "11.1", "11.6", "11.8", "11.11", "12.2", "12.6", "13.1", "13.2"].map(running),
	],
	notApplicable: [
		{ name: "MySQL", with: { engine: "mysql", engineVersion: "10.11" }, says: "mysql" },
		{
			name: "a member of a cluster",
			with: { engine: "aurora-postgresql", engineVersion: "10.11", clusterId: "ledger" },
			says: "judged on its cluster",
		},
	],
	indeterminate: [{ name: "AWS named no version", with: { engineVersion: undefined }, says: "EngineVersion" }],
});
