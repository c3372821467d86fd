import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeSharing, trustedAccounts } from "../judge/policy.ts";

export const kmsKeyNotSharedWithUnknownAccounts = defineRule({
	id: "kms-key-not-shared-with-unknown-accounts",
	title: "KMS key is shared only with trusted accounts",
	severity: "medium",
	resource: "kms.Key",
	risk: "Another account that may use the key can read copies of snapshots, secrets and backups that it encrypts.",
	recommendation: "Remove the account from the key policy and retire its grants, or list it in trustedAccounts.",
	links: ["https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html"],
	related: {},
	parameters: { trustedAccounts },
	evaluate: (key, { parameters }) =>
		judgeSharing(
			key,
			parameters.trustedAccounts,
			need(key.grants).map((grant) => grant.grantee),
		),
});
