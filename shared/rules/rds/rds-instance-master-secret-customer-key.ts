import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { judgeCustomerKey } from "./judge/encryption-key.ts";
import { judgedOnCluster } from "./judge/members.ts";

export const rdsInstanceMasterSecretCustomerKey = defineRule({
	id: "rds-instance-master-secret-customer-key",
	title: "Managed master secret of the RDS DB instance is encrypted with a customer managed key",
	severity: "low",
	resource: "rds.DbInstance",
	risk: "Under the AWS managed key everybody who may read the secret may decrypt it; no key policy is a second lock on the master password.",
	recommendation: "Name a customer managed KMS key in MasterUserSecretKmsKeyId when you turn on the managed master password.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html"],
	related: {},
	evaluate(db) {
		const onCluster = judgedOnCluster(db);
		if (onCluster) return onCluster;
		if (!db.masterSecret) return notApplicable(`RDS manages no master secret of ${db.name}.`);
		return judgeCustomerKey(`the master secret of ${db.name}`, db.masterSecretKey);
	},
});
