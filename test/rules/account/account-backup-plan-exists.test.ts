import { seen } from "../../../shared/core/observed.ts";
import { accountBackupPlanExists } from "../../../shared/rules/account/account-backup-plan-exists.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(accountBackupPlanExists, {
	pass: [
		{ name: "one", says: "has 1 backup plan.", evidence: { count: 1 } },
		{ name: "two", with: { backupPlans: seen(2) }, says: "has 2 backup plans." },
		{ name: "one, though nobody knows of databases", with: { databases: denied("rds", "DescribeDBClusters") } },
	],
	fail: [
		{ name: "none", with: { backupPlans: seen(0) }, says: "no backup plan", evidence: { count: 0 } },
		{ name: "none, one instance", with: { backupPlans: seen(0), databases: seen({ instances: 1, clusters: 0 }) } },
		{ name: "none, one cluster", with: { backupPlans: seen(0), databases: seen({ instances: 0, clusters: 1 }) } },
	],
	notApplicable: [
		{
			name: "no databases",
			with: { backupPlans: denied("backup", "ListBackupPlans"), databases: seen({ instances: 0, clusters: 0 }) },
			says: "no databases",
		},
	],
	indeterminate: [
		{ name: "not read", with: { backupPlans: denied("backup", "ListBackupPlans") }, says: "backup:ListBackupPlans" },
		{
			name: "none, and nobody knows of databases",
			with: { backupPlans: seen(0), databases: denied("rds", "DescribeDBClusters") },
			says: "rds:DescribeDBClusters",
		},
	],
});
