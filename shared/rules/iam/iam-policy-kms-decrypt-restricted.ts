import { defineRule } from "../../core/rule.ts";
import { judgeDecrypt } from "./judge/decrypt.ts";

export const iamPolicyKmsDecryptRestricted = defineRule({
	id: "iam-policy-kms-decrypt-restricted",
	title: "IAM customer managed policies do not allow decryption with every KMS key",
	severity: "medium",
	resource: "iam.Policy",
	risk: "Whoever the policy is attached to can decrypt whatever data it gets hold of, snapshots and secrets of databases included.",
	recommendation: "Name the keys in the Resource of the policy, or limit it by kms:ViaService, kms:ResourceAliases or tags of the keys.",
	links: ["https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html"],
	related: {
		securityHub: ["KMS.1"],
		awsConfig: ["iam-customer-policy-blocked-kms-actions"],
		others: ["steampipe:kms_key_decryption_restricted_in_iam_customer_managed_policy"],
	},
	evaluate: (policy) => judgeDecrypt(policy.name, [{ policyName: policy.name, document: policy.document }]),
});
