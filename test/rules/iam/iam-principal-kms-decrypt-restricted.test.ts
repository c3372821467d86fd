import { iamPrincipalKmsDecryptRestricted } from "../../../shared/rules/iam/iam-principal-kms-decrypt-restricted.ts";
import { attachedPolicy, inlinePolicy, policyOf, type Written } from "../../support/policies.ts";
import { testRule } from "../../support/rule-table.ts";

const key = "arn:aws:kms:eu-west-1:111122223333:key/1";
const when = (condition: Written) => ({
	policies: [
		{
			policyName: "inline",
			inline: true,
			document: policyOf({ Effect: "Allow", Action: "kms:Decrypt", Resource: "*", Condition: condition }),
		},
	],
});

testRule(iamPrincipalKmsDecryptRestricted, {
	pass: [
		{ name: "nothing about KMS", evidence: { policies: ["connect"] } },
		{ name: "a named key", with: inlinePolicy("kms:Decrypt", key) },
		{ name: "keys of a pattern", with: inlinePolicy("kms:Decrypt", "arn:aws:kms:*:111122223333:key/mrk-*") },
		{ name: "aliases", with: inlinePolicy("kms:Decrypt", "arn:aws:kms:*:111122223333:alias/*") },
		{ name: "encryption alone", with: inlinePolicy(["kms:Encrypt", "kms:ReEncryptTo"], "*") },
		{ name: "every resource of another service", with: inlinePolicy("*", ["arn:aws:s3:::*", "arn:aws:s3:*:*:key/*"]) },
		{ name: "through one service", with: when({ StringEquals: { "kms:ViaService": "rds.eu-west-1.amazonaws.com" } }) },
		{ name: "keys of an alias", with: when({ "ForAnyValue:StringLike": { "kms:ResourceAliases": "alias/app-*" } }) },
		{ name: "keys asked for by alias", with: when({ StringEquals: { "kms:RequestAlias": "alias/app" } }) },
		{ name: "tagged keys", with: when({ StringEquals: { "aws:ResourceTag/team": "data" } }) },
		{ name: "an encryption context", with: when({ StringEqualsIgnoreCase: { "kms:EncryptionContext:app": "x" } }) },
		{
			name: "an unconditional Deny",
			with: inlinePolicy("kms:*", "*", { Effect: "Deny", Action: ["kms:Decrypt", "kms:ReEncrypt*"], Resource: "*" }),
		},
	],
	fail: [
		{ name: "every resource", with: inlinePolicy("kms:Decrypt", "*"), says: "every KMS key", evidence: { grants: [{ resource: "*" }] } },
		{ name: "every key of the account", with: inlinePolicy("kms:Decrypt", "arn:aws:kms:*:111122223333:key/*") },
		{ name: "everything of the account", with: inlinePolicy("kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:*") },
		{ name: "everything of the service", with: inlinePolicy("kms:Decrypt", "arn:aws:kms:*") },
		{ name: "everything of any service", with: inlinePolicy("kms:Decrypt", "arn:aws:*:*:*:*") },
		{ name: "re-encryption", with: inlinePolicy("kms:ReEncryptFrom", "*") },
		{ name: "by a pattern", with: inlinePolicy("kms:*", "*") },
		{ name: "an administrator", with: inlinePolicy("*", "*") },
		{
			name: "all but one key",
			with: {
				policies: [{ policyName: "p", inline: true, document: policyOf({ Effect: "Allow", Action: "kms:Decrypt", NotResource: key }) }],
			},
		},
		{ name: "any service", with: when({ StringLike: { "kms:ViaService": "*" } }) },
		{ name: "all but one service", with: when({ StringNotEquals: { "kms:ViaService": "rds.eu-west-1.amazonaws.com" } }) },
		{ name: "a condition that narrows no key", with: when({ Bool: { "aws:SecureTransport": "true" } }) },
	],
	notApplicable: [
		{ name: "only attached policies", with: attachedPolicy("kms:Decrypt", "*"), says: "no inline policy" },
		{ name: "a role of AWS", with: { ...inlinePolicy("*", "*"), managedByAws: true } },
	],
	indeterminate: [
		{ name: "a policy that is no policy", with: { policies: [{ policyName: "x", inline: true, document: { json: "{}" } }] } },
	],
});
