import { seen } from "../../../shared/core/observed.ts";
import { secretNotSharedWithUnknownAccounts } from "../../../shared/rules/secrets/secret-not-shared-with-unknown-accounts.ts";
import { denied } from "../../support/compliant/common.ts";
import { policyOf } from "../../support/policies.ts";
import { days, testRule } from "../../support/rule-table.ts";

const shared = (...accounts: string[]) => ({
	policy: seen(policyOf({ Effect: "Allow", Principal: { AWS: accounts }, Action: "secretsmanager:GetSecretValue", Resource: "*" })),
});

testRule(secretNotSharedWithUnknownAccounts, {
	pass: [
		{ name: "only a Deny", says: "no other account" },
		{ name: "no policy", with: { policy: seen(null) } },
		{ name: "its own account", with: shared("111122223333") },
		{
			name: "a trusted account",
			with: shared("444455556666"),
			parameters: { trustedAccounts: ["444455556666"] },
			evidence: { foreign: ["444455556666"] },
		},
	],
	fail: [
		{
			name: "a trusted account and another",
			with: shared("444455556666", "777788889999"),
			parameters: { trustedAccounts: ["444455556666"] },
			says: "accounts 777788889999, which",
			evidence: { unknown: ["777788889999"] },
		},
	],
	notApplicable: [
		{
			name: "about to be deleted",
			with: { deletedAt: days(-1), policy: denied("secretsmanager", "GetResourcePolicy") },
			says: "scheduled for deletion",
		},
	],
	indeterminate: [{ name: "the policy could not be read", with: { policy: denied("secretsmanager", "GetResourcePolicy") } }],
});
