import { seen } from "../../../shared/core/observed.ts";
import { kmsKeyNotSharedWithUnknownAccounts } from "../../../shared/rules/kms/kms-key-not-shared-with-unknown-accounts.ts";
import { denied } from "../../support/compliant/common.ts";
import { policyOf } from "../../support/policies.ts";
import { testRule } from "../../support/rule-table.ts";

const own = "arn:aws:iam::111122223333:root";
const shared = (...principals: string[]) => ({
	policy: seen(policyOf({ Effect: "Allow", Principal: { AWS: principals }, Action: "kms:*", Resource: "*" })),
});
const granted = (grantee: string) => ({ grants: seen([{ id: "g", grantee, operations: ["Decrypt"], constrained: false }]) });

testRule(kmsKeyNotSharedWithUnknownAccounts, {
	pass: [
		{ name: "nobody else", says: "no other account", evidence: { foreign: [] } },
		{
			name: "a trusted account",
			with: shared(own, "arn:aws:iam::444455556666:root"),
			parameters: { trustedAccounts: ["444455556666"] },
			says: "trusted accounts only",
		},
		{ name: "a grant to a service", with: granted("rds.eu-west-1.amazonaws.com") },
		{ name: "a grant to a role of the account", with: granted("arn:aws:iam::111122223333:role/app") },
	],
	fail: [
		{ name: "another account by policy", with: shared(own, "444455556666"), says: "444455556666", evidence: { unknown: ["444455556666"] } },
		{ name: "another account by grant", with: granted("arn:aws:iam::777788889999:role/x"), evidence: { unknown: ["777788889999"] } },
		{
			name: "a trusted account beside another",
			with: { ...shared("444455556666"), ...granted("arn:aws:iam::777788889999:role/x") },
			parameters: { trustedAccounts: ["444455556666"] },
			evidence: { unknown: ["777788889999"] },
		},
	],
	indeterminate: [
		{ name: "the policy could not be read", with: { policy: denied("kms", "GetKeyPolicy") } },
		{ name: "the grants could not be read", with: { grants: denied("kms", "ListGrants") }, says: "kms:ListGrants" },
	],
});
