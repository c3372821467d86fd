import { seen } from "../../../shared/core/observed.ts";
import { backupVaultCustomerKey } from "../../../shared/rules/backup/backup-vault-customer-key.ts";
import { account, arn, denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(backupVaultCustomerKey, {
	pass: [{ name: "a customer managed key", says: "customer managed key", evidence: { manager: "CUSTOMER" } }],
	fail: [
		{
			name: "an AWS managed key",
			with: { kmsKey: seen({ arn: arn("kms", "key/aws-backup"), manager: "AWS", state: "Enabled", owner: account }) },
			says: "AWS managed key",
			evidence: { key: arn("kms", "key/aws-backup"), manager: "AWS" },
		},
		{ name: "no key", with: { encryptionKeyArn: undefined, kmsKey: undefined }, evidence: { encryptionKeyArn: null } },
	],
	indeterminate: [
		{ name: "the key was not read", with: { kmsKey: denied("kms", "DescribeKey") }, says: "kms:DescribeKey" },
		{ name: "the key was not looked up", with: { kmsKey: undefined }, says: "did not report the key" },
	],
});
