import { reported } from "../../core/observed.ts";
import { boolean } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { judgedOnCluster } from "./judge/members.ts";

export const rdsInstanceBackupEnabled = defineRule({
	id: "rds-instance-backup-enabled",
	title: "RDS DB instance has automated backups",
	severity: "medium",
	resource: "rds.DbInstance",
	risk: "Without automated backups there is no point-in-time recovery: after an error, an attack or a failure the data is gone.",
	recommendation: "Set the backup retention period to at least one day, better to seven or more.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html"],
	related: {
		prowler: ["rds_instance_backup_enabled"],
		securityHub: ["RDS.11"],
		awsConfig: ["db-instance-backup-enabled"],
		others: ["cloudsploit:rdsAutomatedBackups"],
	},
	parameters: { readReplicas: boolean(false, "Judge read replicas too, whose data their source holds.") },
	evaluate(db, { parameters }) {
		const onCluster = judgedOnCluster(db);
		if (onCluster) return onCluster;
		if (db.replicaOf !== undefined && !parameters.readReplicas)
			return notApplicable(`${db.name} is a read replica of ${db.replicaOf}, whose backups count.`);
		const retentionDays = reported(db.backupRetentionDays, "BackupRetentionPeriod");
		return retentionDays > 0
			? pass(`${db.name} keeps automated backups for ${retentionDays} days.`, { retentionDays })
			: fail(`${db.name} has no automated backups.`, { retentionDays });
	},
});
