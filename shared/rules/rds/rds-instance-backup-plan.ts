import { boolean } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeBackupPlan } from "./judge/backups.ts";
import { judgedOnCluster } from "./judge/members.ts";

export const rdsInstanceBackupPlan = defineRule({
	id: "rds-instance-backup-plan",
	title: "RDS DB instance is protected by an AWS Backup plan",
	severity: "medium",
	resource: "rds.DbInstance",
	risk: "Automated backups live and die with the instance and its account; whoever can delete the instance can delete them too.",
	recommendation: "Select the instance by ARN or by tag in an AWS Backup plan whose vault is locked.",
	links: ["https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html"],
	related: {
		prowler: ["rds_instance_protected_by_backup_plan"],
		securityHub: ["RDS.26"],
		awsConfig: ["rds-resources-protected-by-backup-plan"],
	},
	parameters: { requireVaultLock: boolean(false, "Demand that a plan writes to a vault with Vault Lock.") },
	evaluate: (db, { parameters }) => judgedOnCluster(db) ?? judgeBackupPlan(db, parameters.requireVaultLock),
});
