import { seen } from "../../../shared/core/observed.ts";
import { rdsClusterEngineSupportHorizon } from "../../../shared/rules/rds/rds-cluster-engine-support-horizon.ts";
import { denied } from "../../support/compliant/common.ts";
import { days, now, testRule } from "../../support/rule-table.ts";

const until = (standardSupportEnd: string) => seen({ majorVersion: "13", standardSupportEnd });

testRule(rdsClusterEngineSupportHorizon, {
	pass: [
		{ name: "for years", says: "2029-02-28" },
		{ name: "exactly the horizon", with: { lifecycle: until(days(180)) }, says: "180 more days", evidence: { daysLeft: 180 } },
		{ name: "a nearer horizon by configuration", with: { lifecycle: until(days(30)) }, parameters: { minimumDays: 30 } },
		{ name: "a single day, as configured", with: { lifecycle: until(days(1)) }, parameters: { minimumDays: 1 }, says: "lasts 1 more day," },
	],
	fail: [
		{
			name: "a moment short of the horizon",
			with: { lifecycle: until(new Date(Date.parse(days(180)) - 1).toISOString()) },
			says: "at least 180",
			evidence: { daysLeft: 179 },
		},
		{ name: "ended now", with: { lifecycle: until(days(0)) }, says: "ended on 2026-06-15" },
		{ name: "ends in a moment", with: { lifecycle: until(new Date(now + 1).toISOString()) }, says: "lasts 0 more days" },
	],
	indeterminate: [
		{ name: "life cycles were denied", with: { lifecycle: denied("rds", "DescribeDBMajorEngineVersions") }, says: "DescribeDBMajorEngine" },
		{ name: "AWS gave no date", with: { lifecycle: seen({ majorVersion: "16" }) }, says: "standard support" },
	],
});
