import { rdsInstanceBackupReplicated } from "../../../shared/rules/rds/rds-instance-backup-replicated.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsInstanceBackupReplicated, {
	pass: [
		{
			name: "a copy elsewhere",
			says: "replicated to another region",
			evidence: { backupReplicas: ["arn:aws:rds:eu-central-1:111122223333:auto-backup:ab-1"] },
		},
	],
	fail: [{ name: "no copy", with: { backupReplicas: [] }, says: "stay in eu-west-1", evidence: { backupReplicas: [] } }],
	notApplicable: [
		{ name: "RDS Custom", with: { backupReplicas: [], engine: "custom-sqlserver-se" }, says: "custom-sqlserver-se" },
		{ name: "a read replica", with: { backupReplicas: [], replicaOf: "main" }, says: "read replica of main" },
		{ name: "a member of a cluster", with: { backupReplicas: [], clusterId: "ledger" }, says: "judged on its cluster" },
	],
});
