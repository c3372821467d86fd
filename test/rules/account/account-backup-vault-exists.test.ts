import { seen } from "../../../shared/core/observed.ts";
import { accountBackupVaultExists } from "../../../shared/rules/account/account-backup-vault-exists.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(accountBackupVaultExists, {
	pass: [
		{ name: "one", says: "has 1 backup vault.", evidence: { count: 1 } },
		{ name: "two", with: { backupVaults: seen(2) }, says: "has 2 backup vaults." },
		{ name: "one, though nobody knows of databases", with: { databases: denied("rds", "DescribeDBClusters") } },
	],
	fail: [
		{ name: "none", with: { backupVaults: seen(0) }, says: "no backup vault", evidence: { count: 0 } },
		{ name: "none, one instance", with: { backupVaults: seen(0), databases: seen({ instances: 1, clusters: 0 }) } },
		{ name: "none, one cluster", with: { backupVaults: seen(0), databases: seen({ instances: 0, clusters: 1 }) } },
	],
	notApplicable: [
		{
			name: "no databases",
			with: { backupVaults: denied("backup", "ListBackupVaults"), databases: seen({ instances: 0, clusters: 0 }) },
			says: "no databases",
		},
	],
	indeterminate: [
		{ name: "not read", with: { backupVaults: denied("backup", "ListBackupVaults") }, says: "backup:ListBackupVaults" },
		{
			name: "none, and nobody knows of databases",
			with: { backupVaults: seen(0), databases: denied("rds", "DescribeDBClusters") },
			says: "rds:DescribeDBClusters",
		},
	],
});
