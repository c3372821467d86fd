import { boolean } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeBackupPlan } from "./judge/backups.ts";

export const rdsClusterBackupPlan = defineRule({
	id: "rds-cluster-backup-plan",
	title: "RDS DB cluster is in a backup plan of AWS Backup",
	severity: "medium",
	resource: "rds.DbCluster",
	risk: "Automated backups vanish with the cluster and never live longer than 35 days; without a backup plan no copy is out of reach of who may delete the cluster.",
	recommendation: "Select the cluster in an AWS Backup plan, by tag or by ARN, with a vault that is locked or in another account.",
	links: ["https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html"],
	related: {
		prowler: ["rds_cluster_protected_by_backup_plan"],
		awsConfig: ["aurora-resources-protected-by-backup-plan"],
	},
	parameters: { requireVaultLock: boolean(false, "Demand that a plan writes to a vault with Vault Lock.") },
	evaluate: (cluster, { parameters }) => judgeBackupPlan(cluster, parameters.requireVaultLock),
});
