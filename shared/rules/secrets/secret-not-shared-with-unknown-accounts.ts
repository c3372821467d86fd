import { defineRule } from "../../core/rule.ts";
import { judgeSharing, trustedAccounts } from "../judge/policy.ts";
import { scheduledForDeletion } from "./judge/secret.ts";

export const secretNotSharedWithUnknownAccounts = defineRule({
	id: "secret-not-shared-with-unknown-accounts",
	title: "Secret is shared only with trusted accounts",
	severity: "high",
	resource: "secretsmanager.Secret",
	risk: "Another account can read the password and enter the database with it, beyond your control and your audit.",
	recommendation: "Remove the account from the resource policy and from the policy of the key, or list it in trustedAccounts.",
	links: ["https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html"],
	related: {},
	parameters: { trustedAccounts },
	// AWS refuses to show the policy of such a secret, and its value to everybody.
	evaluate: (secret, { parameters }) => scheduledForDeletion(secret) ?? judgeSharing(secret, parameters.trustedAccounts),
});
