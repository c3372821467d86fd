import { seen } from "../../../shared/core/observed.ts";
import { rdsInstanceExtendedSupportOptOut } from "../../../shared/rules/rds/rds-instance-extended-support-opt-out.ts";
import { denied } from "../../support/compliant/common.ts";
import { days, testRule } from "../../support/rule-table.ts";

const minute = 1 / 1440;
const enrolled = (count: number) => ({
	extendedSupport: "open-source-rds-extended-support",
	lifecycle: seen({ majorVersion: "13", standardSupportEnd: days(count), extendedSupportEnd: days(count + 1000) }),
});

testRule(rdsInstanceExtendedSupportOptOut, {
	pass: [
		{ name: "opted out", says: "opted out" },
		{ name: "AWS's default on a fully supported version", with: enrolled(1000), says: "enrolled in RDS Extended Support, but" },
		{ name: "exactly the horizon", with: enrolled(90) },
		{
			name: "opted out on a version that is past standard support",
			with: { ...enrolled(-1), extendedSupport: "open-source-rds-extended-support-disabled" },
		},
	],
	fail: [
		{ name: "enrolled a minute short of the horizon", with: enrolled(90 - minute), says: "slides into paid" },
		{
			name: "no choice named, which is the enrolment by default",
			with: { ...enrolled(-1), extendedSupport: undefined },
			says: "under paid",
		},
		{ name: "enrolled and charged", with: enrolled(-1), says: "since standard support ended on 2026-06-14" },
		{ name: "the configured horizon", with: enrolled(300), parameters: { horizonDays: 301 } },
	],
	notApplicable: [
		{ name: "MariaDB", with: { ...enrolled(-1), engine: "mariadb" }, says: "no RDS Extended Support" },
		{ name: "SQL Server", with: { ...enrolled(-1), engine: "sqlserver-se" }, says: "no RDS Extended Support" },
		{ name: "a member of a cluster", with: { ...enrolled(-1), clusterId: "ledger" }, says: "judged on its cluster" },
	],
	indeterminate: [
		{
			name: "life cycles could not be read",
			with: { ...enrolled(1), lifecycle: denied("rds", "DescribeDBMajorEngineVersions") },
			says: "DescribeDBMajorEngineVersions",
		},
	],
});
