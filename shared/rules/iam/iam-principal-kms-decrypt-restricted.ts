import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { judgeDecrypt } from "./judge/decrypt.ts";

export const iamPrincipalKmsDecryptRestricted = defineRule({
	id: "iam-principal-kms-decrypt-restricted",
	title: "IAM inline policies do not allow decryption with every KMS key",
	severity: "medium",
	resource: "iam.Principal",
	risk: "The principal can decrypt whatever data of whatever system it gets hold of, snapshots and secrets of databases included.",
	recommendation: "Name the keys in the Resource of the policy, or limit it by kms:ViaService, kms:ResourceAliases or tags of the keys.",
	links: ["https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html"],
	related: {
		securityHub: ["KMS.2"],
		awsConfig: ["iam-inline-policy-blocked-kms-actions"],
		others: ["steampipe:kms_key_decryption_restricted_in_iam_inline_policy"],
	},
	evaluate(principal) {
		if (principal.managedByAws) return notApplicable(`${principal.name} is a role of AWS, which the account cannot change.`);
		const inline = principal.policies.filter((policy) => policy.inline);
		if (inline.length === 0) return notApplicable(`${principal.name} has no inline policy.`);
		return judgeDecrypt(principal.name, inline);
	},
});
