import { seen } from "../../../shared/core/observed.ts";
import { rdsClusterExtendedSupportOptOut } from "../../../shared/rules/rds/rds-cluster-extended-support-opt-out.ts";
import { denied } from "../../support/compliant/common.ts";
import { days, now, testRule } from "../../support/rule-table.ts";

const enrolled = "open-source-rds-extended-support";
const until = (standardSupportEnd: string) => seen({ majorVersion: "13", standardSupportEnd });

testRule(rdsClusterExtendedSupportOptOut, {
	pass: [
		{ name: "opted out", says: "opted out", evidence: { extendedSupport: "open-source-rds-extended-support-disabled" } },
		{ name: "opted out, of a version whose support has ended", with: { lifecycle: until(days(-10)) }, says: "opted out" },
		{
			name: "enrolled, which is the default of AWS, on a version that is supported for years",
			with: { extendedSupport: enrolled },
			says: "lasts until 2029-02-28",
			evidence: { extendedSupport: enrolled },
		},
		{ name: "no choice named", with: { extendedSupport: undefined }, evidence: { extendedSupport: enrolled } },
		{ name: "enrolled, exactly at the horizon", with: { extendedSupport: enrolled, lifecycle: until(days(90)) } },
		{
			name: "enrolled, beyond the horizon of the configuration",
			with: { extendedSupport: enrolled, lifecycle: until(days(1)) },
			parameters: { horizonDays: 1 },
		},
	],
	fail: [
		{
			name: "enrolled, a moment within the horizon",
			with: { extendedSupport: enrolled, lifecycle: until(new Date(Date.parse(days(90)) - 1).toISOString()) },
			says: "slides into",
		},
		{
			name: "enrolled, support ended now",
			with: { extendedSupport: enrolled, lifecycle: until(days(0)) },
			says: "since standard support ended",
		},
		{
			name: "enrolled, support ends in a moment",
			with: { extendedSupport: enrolled, lifecycle: until(new Date(now + 1).toISOString()) },
			says: "slides into",
		},
	],
	indeterminate: [
		{ name: "a value that we do not know", with: { extendedSupport: "new-sort-of-support" }, says: "new-sort-of-support" },
		{
			name: "enrolled, and life cycles were denied",
			with: { extendedSupport: enrolled, lifecycle: denied("rds", "DescribeDBMajorEngineVersions") },
			says: "DescribeDBMajorEngineVersions",
		},
	],
});
