import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { judgeCustomerKey } from "./judge/encryption-key.ts";

export const rdsClusterMasterSecretCustomerKey = defineRule({
	id: "rds-cluster-master-secret-customer-key",
	title: "The managed master secret of the DB cluster is encrypted with a customer managed key",
	severity: "low",
	resource: "rds.DbCluster",
	risk: "Under the AWS managed key every principal with secretsmanager:GetSecretValue reads the master password; no key policy stands in between.",
	recommendation:
		"Set MasterUserSecretKmsKeyId to a customer managed KMS key whose policy admits only those who may read the master password.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html"],
	related: {},
	evaluate({ name, masterSecret, masterSecretKey }) {
		if (!masterSecret) return notApplicable(`RDS does not manage the master password of ${name}.`);
		return judgeCustomerKey(`the master secret of ${name}`, masterSecretKey);
	},
});
