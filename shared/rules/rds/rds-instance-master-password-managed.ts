import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { isCustom } from "./judge/engines.ts";
import { judgedOnCluster } from "./judge/members.ts";

export const rdsInstanceMasterPasswordManaged = defineRule({
	id: "rds-instance-master-password-managed",
	title: "RDS manages the master password of the DB instance in Secrets Manager",
	severity: "medium",
	resource: "rds.DbInstance",
	risk: "A master password that people set ends up in templates, pipelines and notes, and is seldom changed.",
	recommendation: "Modify the instance with ManageMasterUserPassword on; RDS then creates, stores and rotates the password.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html"],
	related: {},
	evaluate(db) {
		const onCluster = judgedOnCluster(db);
		if (onCluster) return onCluster;
		if (isCustom(db.engine)) return notApplicable(`${db.name} is RDS Custom (${db.engine}), whose master password RDS cannot manage.`);
		if (db.replicaOf !== undefined) return notApplicable(`${db.name} is a read replica of ${db.replicaOf}, which has the master user.`);
		const { masterSecret } = db;
		if (!masterSecret) return fail(`The master password of ${db.name} is not managed by RDS.`, { masterSecret: null });
		return pass(`RDS manages the master password of ${db.name} in ${masterSecret.arn}.`, { masterSecret: masterSecret.arn });
	},
});
