import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { isCustom } from "./judge/engines.ts";
import { judgedOnCluster } from "./judge/members.ts";

export const rdsInstanceBackupReplicated = defineRule({
	id: "rds-instance-backup-replicated",
	title: "Automated backups of the RDS DB instance are replicated to another region",
	severity: "low",
	resource: "rds.DbInstance",
	risk: "When the region is lost or its resources are destroyed, all automated backups are lost together with the database.",
	recommendation: "Start replication of automated backups to a second region, or copy AWS Backup recovery points there.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReplicateBackups.html"],
	related: {},
	evaluate(db) {
		const onCluster = judgedOnCluster(db);
		if (onCluster) return onCluster;
		if (isCustom(db.engine)) return notApplicable(`${db.name} is RDS Custom (${db.engine}), whose backups RDS does not replicate.`);
		if (db.replicaOf !== undefined) return notApplicable(`${db.name} is a read replica of ${db.replicaOf}, whose backups count.`);
		const evidence = { backupReplicas: db.backupReplicas };
		return db.backupReplicas.length > 0
			? pass(`The automated backups of ${db.name} are replicated to another region.`, evidence)
			: fail(`The automated backups of ${db.name} stay in ${db.region}.`, evidence);
	},
});
