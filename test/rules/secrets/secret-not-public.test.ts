import { seen } from "../../../shared/core/observed.ts";
import { secretNotPublic } from "../../../shared/rules/secrets/secret-not-public.ts";
import { denied } from "../../support/compliant/common.ts";
import { policyOf, type Written } from "../../support/policies.ts";
import { days, testRule } from "../../support/rule-table.ts";

const allows = (more: Written) => ({
	policy: seen(policyOf({ Effect: "Allow", Principal: "*", Action: "secretsmanager:GetSecretValue", Resource: "*", ...more })),
});

testRule(secretNotPublic, {
	pass: [
		{ name: "only a Deny", says: "only named principals", evidence: { policy: true } },
		{ name: "no policy", with: { policy: seen(null) }, says: "no resource policy", evidence: { policy: false } },
		{ name: "an organisation", with: allows({ Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1a2b3c" } } }) },
	],
	fail: [
		{ name: "everybody", with: allows({}), says: "secretsmanager:GetSecretValue" },
		{ name: "any AWS principal", with: allows({ Principal: { AWS: "*" } }) },
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
