import { iamPolicyKmsDecryptRestricted } from "../../../shared/rules/iam/iam-policy-kms-decrypt-restricted.ts";
import { policyOf } from "../../support/policies.ts";
import { testRule } from "../../support/rule-table.ts";

const allows = (action: string, resource: string) => ({ document: policyOf({ Effect: "Allow", Action: action, Resource: resource }) });

testRule(iamPolicyKmsDecryptRestricted, {
	pass: [
		{ name: "a named key", says: "decrypt-databases" },
		{ name: "another action", with: allows("kms:DescribeKey", "*") },
	],
	fail: [
		{ name: "every key", with: allows("kms:Decrypt", "*"), evidence: { grants: [{ policy: "decrypt-databases", resource: "*" }] } },
		{ name: "every key, attached to nobody", with: { ...allows("kms:*", "*"), attachments: 0 } },
	],
	indeterminate: [{ name: "a policy that is no policy", with: { document: { json: "" } } }],
});
