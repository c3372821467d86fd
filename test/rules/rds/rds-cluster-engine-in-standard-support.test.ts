import { seen } from "../../../shared/core/observed.ts";
import { rdsClusterEngineInStandardSupport } from "../../../shared/rules/rds/rds-cluster-engine-in-standard-support.ts";
import { denied } from "../../support/compliant/common.ts";
import { now, testRule } from "../../support/rule-table.ts";

const at = (offset: number) => new Date(now + offset).toISOString();
const life = (standardSupportEnd: string, extendedSupportEnd?: string) =>
	seen({ majorVersion: "13", standardSupportEnd, ...(extendedSupportEnd ? { extendedSupportEnd } : {}) });

testRule(rdsClusterEngineInStandardSupport, {
	pass: [
		{ name: "for years", says: "aurora-postgresql 16, which ledger runs, lasts until 2029-02-28", evidence: { engineVersion: "16.4" } },
		{ name: "for a millisecond", with: { lifecycle: life(at(1)) } },
	],
	fail: [
		{ name: "ended now", with: { lifecycle: life(at(0)) }, says: /ended on 2026-06-15\.$/ },
		{ name: "ended, extended support goes on", with: { lifecycle: life(at(-1), at(1)) }, says: "Standard support" },
		{ name: "extended support ended now", with: { lifecycle: life(at(-1), at(0)) }, says: "All support", severity: "critical" },
	],
	indeterminate: [
		{ name: "life cycles were denied", with: { lifecycle: denied("rds", "DescribeDBMajorEngineVersions") }, says: "DescribeDBMajorEngine" },
		{ name: "AWS gave no date", with: { lifecycle: seen({ majorVersion: "16" }) }, says: "standard support" },
		{ name: "AWS did not name the version", with: { engineVersion: undefined }, says: "EngineVersion" },
		{ name: "AWS did not name the engine", with: { engine: undefined }, says: "report Engine." },
	],
});
