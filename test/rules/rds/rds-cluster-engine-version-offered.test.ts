import { seen } from "../../../shared/core/observed.ts";
import { rdsClusterEngineVersionOffered } from "../../../shared/rules/rds/rds-cluster-engine-version-offered.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsClusterEngineVersionOffered, {
	pass: [
		{ name: "offered", says: "aurora-postgresql 16.4", evidence: { offered: true, engineVersion: "16.4", engine: "aurora-postgresql" } },
		{ name: "offered, without a status", with: { release: seen({ offered: true }) } },
	],
	fail: [
		{ name: "no longer offered", with: { release: seen({ offered: false }) }, says: "no longer offers", evidence: { offered: false } },
		{ name: "deprecated", with: { release: seen({ offered: true, status: "deprecated" }) }, says: "deprecated" },
	],
	indeterminate: [
		{ name: "versions were denied", with: { release: denied("rds", "DescribeDBEngineVersions") }, says: "rds:DescribeDBEngineVersions" },
		{ name: "AWS did not name the version", with: { engineVersion: undefined }, says: "EngineVersion" },
	],
});
