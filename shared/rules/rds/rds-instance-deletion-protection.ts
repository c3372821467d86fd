import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { judgedOnCluster } from "./judge/members.ts";

export const rdsInstanceDeletionProtection = defineRule({
	id: "rds-instance-deletion-protection",
	title: "RDS DB instance is protected from deletion",
	severity: "medium",
	resource: "rds.DbInstance",
	risk: "One mistaken or malicious call deletes the database and, with it, its automated backups.",
	recommendation: "Modify the instance with deletion protection on; it takes effect at once and without downtime.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html"],
	related: {
		prowler: ["rds_instance_deletion_protection"],
		securityHub: ["RDS.8"],
		awsConfig: ["rds-instance-deletion-protection-enabled"],
		others: ["cloudsploit:rdsDeletionProtectionEnabled"],
	},
	evaluate(db) {
		const onCluster = judgedOnCluster(db);
		if (onCluster) return onCluster;
		return reported(db.deletionProtection, "DeletionProtection")
			? pass(`${db.name} is protected from deletion.`, { deletionProtection: true })
			: fail(`${db.name} can be deleted with one call because deletion protection is off.`, { deletionProtection: false });
	},
});
