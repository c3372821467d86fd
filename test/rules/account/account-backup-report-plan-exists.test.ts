import { seen } from "../../../shared/core/observed.ts";
import { accountBackupReportPlanExists } from "../../../shared/rules/account/account-backup-report-plan-exists.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(accountBackupReportPlanExists, {
	pass: [
		{ name: "one", says: "has 1 backup report plan.", evidence: { count: 1 } },
		{ name: "two", with: { backupReportPlans: seen(2) }, says: "has 2 backup report plans." },
		{ name: "one, though nobody knows of databases", with: { databases: denied("rds", "DescribeDBClusters") } },
	],
	fail: [
		{ name: "none", with: { backupReportPlans: seen(0) }, says: "no backup report plan", evidence: { count: 0 } },
		{ name: "none, one instance", with: { backupReportPlans: seen(0), databases: seen({ instances: 1, clusters: 0 }) } },
		{ name: "none, one cluster", with: { backupReportPlans: seen(0), databases: seen({ instances: 0, clusters: 1 }) } },
	],
	notApplicable: [
		{
			name: "no databases",
			with: { backupReportPlans: denied("backup", "ListReportPlans"), databases: seen({ instances: 0, clusters: 0 }) },
			says: "no databases",
		},
	],
	indeterminate: [
		{ name: "not read", with: { backupReportPlans: denied("backup", "ListReportPlans") }, says: "backup:ListReportPlans" },
		{
			name: "none, and nobody knows of databases",
			with: { backupReportPlans: seen(0), databases: denied("rds", "DescribeDBClusters") },
			says: "rds:DescribeDBClusters",
		},
	],
});
