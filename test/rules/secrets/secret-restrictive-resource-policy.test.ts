import { seen } from "../../../shared/core/observed.ts";
import { secretRestrictiveResourcePolicy } from "../../../shared/rules/secrets/secret-restrictive-resource-policy.ts";
import { denied } from "../../support/compliant/common.ts";
import { policyOf, type Written } from "../../support/policies.ts";
import { days, testRule } from "../../support/rule-table.ts";

const others = { ArnNotEquals: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/app" } };
const denies = (more: Written) => ({
	policy: seen(
		policyOf({ Effect: "Deny", Principal: "*", Action: "secretsmanager:GetSecretValue", Resource: "*", Condition: others, ...more }),
	),
});

testRule(secretRestrictiveResourcePolicy, {
	pass: [
		{ name: "all but one role", evidence: { denials: 1 } },
		{ name: "all but one role, by ARN", with: denies({}) },
		{
			name: "all but an organisation, of every action",
			with: denies({ Action: "*", Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-1" } } }),
		},
		{ name: "all but named ones", with: denies({ Principal: undefined, NotPrincipal: { AWS: "111122223333" }, Condition: undefined }) },
	],
	fail: [
		{ name: "no policy", with: { policy: seen(null) }, says: "no resource policy", evidence: { policy: false } },
		{ name: "only an Allow", with: denies({ Effect: "Allow" }), says: "does not deny", evidence: { denials: 0 } },
		{ name: "a Deny of another action", with: denies({ Action: "secretsmanager:DeleteSecret" }) },
		{ name: "a Deny for one principal", with: denies({ Principal: { AWS: "444455556666" } }) },
		{ name: "a Deny of plain HTTP", with: denies({ Condition: { Bool: { "aws:SecureTransport": "false" } } }) },
		{ name: "a Deny of all, which names nobody", with: denies({ Condition: undefined }) },
		{ name: "a Deny for nobody", with: denies({ Principal: undefined, NotPrincipal: "*" }) },
		{
			name: "a Deny for all but named ones over plain HTTP",
			with: denies({ Principal: undefined, NotPrincipal: { AWS: "1" }, Condition: { Bool: { "aws:SecureTransport": "false" } } }),
		},
	],
	notApplicable: [
		{ name: "a secret of RDS", with: { policy: seen(null), owningService: "rds" }, says: "kept by rds" },
		{ name: "about to be deleted", with: { policy: seen(null), deletedAt: days(-1) } },
	],
	indeterminate: [{ name: "the policy could not be read", with: { policy: denied("secretsmanager", "GetResourcePolicy") } }],
});
