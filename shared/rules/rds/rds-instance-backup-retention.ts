import { boolean, integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { judgeBackupRetention } from "./judge/backups.ts";
import { judgedOnCluster } from "./judge/members.ts";

export const rdsInstanceBackupRetention = defineRule({
	id: "rds-instance-backup-retention",
	title: "RDS DB instance keeps automated backups long enough",
	severity: "medium",
	resource: "rds.DbInstance",
	risk: "Damage that is noticed after the retention period has passed cannot be undone by point-in-time recovery.",
	recommendation: "Raise the backup retention period to the number of days that your recovery plan asks for, at least seven.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html"],
	related: {
		securityHub: ["RDS.11"],
		awsConfig: ["db-instance-backup-enabled"],
		others: ["steampipe:rds_db_instance_backup_retention_period_less_than_7"],
	},
	parameters: {
		minimumDays: integer(7, "Days that automated backups must be kept.", { minimum: 1, maximum: 35 }),
		readReplicas: boolean(false, "Judge read replicas too, whose data their source holds."),
	},
	evaluate(db, { parameters: { minimumDays, readReplicas } }) {
		const onCluster = judgedOnCluster(db);
		if (onCluster) return onCluster;
		if (db.replicaOf !== undefined && !readReplicas)
			return notApplicable(`${db.name} is a read replica of ${db.replicaOf}, whose backups count.`);
		return judgeBackupRetention(db, minimumDays);
	},
});
