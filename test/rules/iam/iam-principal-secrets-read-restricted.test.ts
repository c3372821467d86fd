import { iamPrincipalSecretsReadRestricted } from "../../../shared/rules/iam/iam-principal-secrets-read-restricted.ts";
import { inlinePolicy, policyOf, type Written } from "../../support/policies.ts";
import { testRule } from "../../support/rule-table.ts";

const read = "secretsmanager:GetSecretValue";
const place = "arn:aws:secretsmanager:eu-west-1:111122223333:secret";
const when = (condition: Written) => ({
	policies: [
		{ policyName: "inline", inline: true, document: policyOf({ Effect: "Allow", Action: read, Resource: "*", Condition: condition }) },
	],
});

testRule(iamPrincipalSecretsReadRestricted, {
	pass: [
		{ name: "no secret at all", evidence: { grants: [] } },
		{
			name: "secrets of a prefix",
			with: inlinePolicy(read, `${place}:orders/*`),
			evidence: { grants: [{ resource: `${place}:orders/*` }] },
		},
		{ name: "descriptions alone", with: inlinePolicy("secretsmanager:Describe*", "*") },
		{ name: "tagged secrets", with: when({ StringEquals: { "aws:ResourceTag/team": "data" } }) },
		{ name: "tagged secrets by the key of the service", with: when({ StringLike: { "secretsmanager:ResourceTag/team": "d*" } }) },
	],
	fail: [
		{ name: "every resource", with: inlinePolicy(read, "*"), says: "may read every secret", evidence: { grants: [{ resource: "*" }] } },
		{ name: "every secret", with: inlinePolicy("secretsmanager:Get*", `${place}:*`) },
		{ name: "all but some tags", with: when({ StringNotEquals: { "aws:ResourceTag/team": "data" } }) },
		{ name: "another condition", with: when({ StringEquals: { "aws:RequestedRegion": "eu-west-1" } }) },
		{ name: "an administrator", with: inlinePolicy("*", "*"), says: "administrator", severity: "low" },
	],
	notApplicable: [{ name: "a role of AWS", with: { ...inlinePolicy(read, "*"), managedByAws: true }, says: "role of AWS" }],
});
