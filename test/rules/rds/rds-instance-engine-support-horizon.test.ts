import { seen } from "../../../shared/core/observed.ts";
import { rdsInstanceEngineSupportHorizon } from "../../../shared/rules/rds/rds-instance-engine-support-horizon.ts";
import { denied } from "../../support/compliant/common.ts";
import { days, testRule } from "../../support/rule-table.ts";

const minute = 1 / 1440;
const until = (count: number) => ({
	lifecycle: seen({ majorVersion: "13", standardSupportEnd: days(count), extendedSupportEnd: days(count + 1000) }),
});

testRule(rdsInstanceEngineSupportHorizon, {
	pass: [
		{ name: "years of standard support", says: "until 2029-02-28" },
		{ name: "exactly the horizon", with: until(180), evidence: { daysLeft: 180 } },
		{ name: "more than the configured horizon", with: until(30), parameters: { minimumDays: 30 } },
	],
	fail: [
		{ name: "a minute short of the horizon", with: until(180 - minute), says: "179 more days", evidence: { daysLeft: 179 } },
		{ name: "short of the configured horizon", with: until(300), parameters: { minimumDays: 301 } },
		{ name: "standard support has ended", with: until(-1), says: "ended on 2026-06-14" },
	],
	notApplicable: [
		{ name: "Db2", with: { engine: "db2-ae", ...until(1) }, says: "no support dates" },
		{ name: "a member of a cluster", with: { ...until(1), clusterId: "ledger" }, says: "judged on its cluster" },
	],
	indeterminate: [
		{
			name: "life cycles could not be read",
			with: { lifecycle: denied("rds", "DescribeDBMajorEngineVersions") },
			says: "DescribeDBMajorEngineVersions",
		},
	],
});
