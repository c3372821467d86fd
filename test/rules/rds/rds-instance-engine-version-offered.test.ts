import { seen } from "../../../shared/core/observed.ts";
import { rdsInstanceEngineVersionOffered } from "../../../shared/rules/rds/rds-instance-engine-version-offered.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsInstanceEngineVersionOffered, {
	pass: [{ name: "an offered version", says: "postgres 16.4", evidence: { offered: true } }],
	fail: [
		{
			name: "a version that is gone",
			with: { engineVersion: "12.3", release: seen({ offered: false }) },
			says: "12.3, which RDS no longer offers",
			evidence: { offered: false },
		},
		{ name: "a deprecated version", with: { release: seen({ offered: true, status: "deprecated" }) }, says: "has deprecated" },
	],
	notApplicable: [
		{ name: "a member of a cluster", with: { release: seen({ offered: false }), clusterId: "ledger" }, says: "judged on its cluster" },
	],
	indeterminate: [
		{
			name: "engine versions could not be read",
			with: { release: denied("rds", "DescribeDBEngineVersions") },
			says: "rds:DescribeDBEngineVersions",
		},
		{ name: "AWS named no version", with: { engineVersion: undefined }, says: "EngineVersion" },
	],
});
