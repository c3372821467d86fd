import { rdsClusterPostgresLocalFileReadFixed } from "../../../shared/rules/rds/rds-cluster-postgres-local-file-read-fixed.ts";
import { testRule } from "../../support/rule-table.ts";

const running = (engineVersion: string) => ({ name: engineVersion, with: { engineVersion } });

testRule(rdsClusterPostgresLocalFileReadFixed, {
	pass: [
		{ name: "a current release", says: "aurora-postgresql 16.4", evidence: { engineVersion: "16.4" } },
		...["10.10", "10.14", "11.5", "11.9"].map(running),
		{ name: "a fixed release of a Multi-AZ DB cluster", with: { engine: "postgres", engineVersion: "13.3", sort: "multi-az" } },
	],
	fail: [
		{ ...running("10.11"), says: "log_fdw can read files", evidence: { engine: "aurora-postgresql" } },
		...["10.12", "10.13", "11.6", "11.7", "11.8"].map(running),
		{ name: "an affected release of a Multi-AZ DB cluster", with: { engine: "postgres", engineVersion: "13.2", sort: "multi-az" } },
	],
	notApplicable: [{ name: "Aurora MySQL", with: { engine: "aurora-mysql", engineVersion: "10.11" }, says: "aurora-mysql" }],
	indeterminate: [{ name: "AWS named no version", with: { engineVersion: undefined }, says: "EngineVersion" }],
});
