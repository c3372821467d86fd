import { seen } from "../../../shared/core/observed.ts";
import { kmsKeyNotPublic } from "../../../shared/rules/kms/kms-key-not-public.ts";
import { denied } from "../../support/compliant/common.ts";
import { policyOf, type Written } from "../../support/policies.ts";
import { testRule } from "../../support/rule-table.ts";

const allows = (more: Written) => ({
	policy: seen(policyOf({ Sid: "Open", Effect: "Allow", Principal: "*", Action: ["kms:Decrypt", "kms:Encrypt"], Resource: "*", ...more })),
});

testRule(kmsKeyNotPublic, {
	pass: [
		{ name: "the account itself", evidence: { policy: true } },
		{ name: "everybody of the account", with: allows({ Condition: { StringEquals: { "kms:CallerAccount": "111122223333" } } }) },
		{ name: "a service", with: allows({ Principal: { Service: "logs.eu-west-1.amazonaws.com" } }) },
	],
	fail: [
		{ name: "everybody", with: allows({}), says: "kms:Decrypt, kms:Encrypt", evidence: { statements: [{ sid: "Open" }] } },
		{
			name: "every account through a service",
			with: allows({ Condition: { StringEquals: { "kms:ViaService": "rds.eu-west-1.amazonaws.com" } } }),
		},
		{ name: "everything but one action", with: allows({ Action: undefined, NotAction: "kms:Delete*" }), says: /use it for \*\.$/ },
	],
	indeterminate: [
		{ name: "the policy could not be read", with: { policy: denied("kms", "GetKeyPolicy") }, says: "kms:GetKeyPolicy" },
		{ name: "the policy is no policy", with: { policy: seen({ json: "{}" }) } },
	],
});
