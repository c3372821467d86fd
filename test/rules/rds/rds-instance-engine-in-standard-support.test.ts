import { seen } from "../../../shared/core/observed.ts";
import { rdsInstanceEngineInStandardSupport } from "../../../shared/rules/rds/rds-instance-engine-in-standard-support.ts";
import { denied } from "../../support/compliant/common.ts";
import { days, testRule } from "../../support/rule-table.ts";

const minute = 1 / 1440;
const support = (standard: number, extended?: number) => ({
	lifecycle: seen({
		majorVersion: "13",
		standardSupportEnd: days(standard),
		...(extended === undefined ? {} : { extendedSupportEnd: days(extended) }),
	}),
});

testRule(rdsInstanceEngineInStandardSupport, {
	pass: [
		{ name: "years of standard support", says: "lasts until 2029-02-28", evidence: { standardSupportEnd: "2029-02-28T23:59:59.000Z" } },
		{ name: "standard support to the last minute", with: support(minute, 1000) },
		{
			name: "the default enrolment in extended support on a supported version",
			with: { extendedSupport: "open-source-rds-extended-support" },
		},
		{ name: "MariaDB in standard support", with: { engine: "mariadb", ...support(100) } },
	],
	fail: [
		{ name: "standard support ends this moment", with: support(0, 1000), says: "ended on 2026-06-15" },
		{
			name: "in extended support, opted out or not",
			with: { ...support(-100, 1000), extendedSupport: "open-source-rds-extended-support-disabled" },
		},
		{ name: "past extended support", with: support(-2000, -1), says: "All support of postgres 13", severity: "critical" },
		{ name: "extended support ends this moment", with: support(-2000, 0), severity: "critical" },
		{ name: "MySQL in extended support", with: { engine: "mysql", ...support(-1, 1000) } },
		{ name: "MariaDB, which has no extended support", with: { engine: "mariadb", ...support(-1) }, severity: "critical" },
	],
	notApplicable: [
		{ name: "Oracle", with: { engine: "oracle-ee", lifecycle: denied("rds", "DescribeDBMajorEngineVersions") }, says: "no support dates" },
		{ name: "SQL Server", with: { engine: "sqlserver-ex", ...support(-1) }, says: "no support dates" },
		{ name: "a member of a cluster", with: { ...support(-1), clusterId: "ledger" }, says: "judged on its cluster" },
	],
	indeterminate: [
		{
			name: "life cycles could not be read",
			with: { lifecycle: denied("rds", "DescribeDBMajorEngineVersions") },
			says: "rds:DescribeDBMajorEngineVersions",
		},
		{ name: "AWS gave no dates", with: { lifecycle: seen({ majorVersion: "16" }) }, says: "LifecycleSupportEndDate" },
	],
});
