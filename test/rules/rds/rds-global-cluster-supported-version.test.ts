import { seen } from "../../../shared/core/observed.ts";
import { rdsGlobalClusterSupportedVersion } from "../../../shared/rules/rds/rds-global-cluster-supported-version.ts";
import { denied } from "../../support/compliant/common.ts";
import { days, testRule } from "../../support/rule-table.ts";

testRule(rdsGlobalClusterSupportedVersion, {
	pass: [{ name: "offered and supported", says: "aurora-postgresql 16", evidence: { standardSupportEnd: "2029-02-28T23:59:59.000Z" } }],
	fail: [
		{ name: "no longer offered", with: { release: seen({ offered: false }) }, says: "no longer offers", evidence: { offered: false } },
		{
			name: "support has ended",
			with: { lifecycle: seen({ majorVersion: "8.0", standardSupportEnd: days(0) }) },
			says: "ended on 2026-06-15",
		},
	],
	indeterminate: [
		{ name: "versions were denied", with: { release: denied("rds", "DescribeDBEngineVersions") }, says: "DescribeDBEngineVersions" },
		{ name: "life cycles were denied", with: { lifecycle: denied("rds", "DescribeDBMajorEngineVersions") }, says: "DescribeDBMajorEngine" },
		{ name: "AWS did not name the engine", with: { engine: undefined }, says: "report Engine" },
		{ name: "AWS did not name the version", with: { engineVersion: undefined }, says: "EngineVersion" },
	],
});
