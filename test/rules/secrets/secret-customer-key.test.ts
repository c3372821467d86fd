import { seen } from "../../../shared/core/observed.ts";
import { secretCustomerKey } from "../../../shared/rules/secrets/secret-customer-key.ts";
import { customerKey, denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(secretCustomerKey, {
	pass: [
		{ name: "a customer managed key", evidence: { manager: "CUSTOMER", state: "Enabled" } },
		{ name: "a customer managed key of another account", with: { kmsKey: seen({ ...customerKey.value, state: "Foreign" }) } },
	],
	fail: [
		{
			name: "no key named",
			with: { kmsKeyId: undefined, kmsKey: denied("kms", "DescribeKey") },
			says: "names no key",
			evidence: { key: null },
		},
		{ name: "the key of AWS", with: { kmsKey: seen({ ...customerKey.value, manager: "AWS" }) }, says: "AWS manages" },
		{ name: "a disabled key", with: { kmsKey: seen({ ...customerKey.value, state: "Disabled" }) }, says: "is Disabled", severity: "high" },
	],
	indeterminate: [{ name: "the key could not be read", with: { kmsKey: denied("kms", "DescribeKey") }, says: "kms:DescribeKey" }],
});
