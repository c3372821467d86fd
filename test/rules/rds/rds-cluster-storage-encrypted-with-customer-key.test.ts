import { seen } from "../../../shared/core/observed.ts";
import { rdsClusterStorageEncryptedWithCustomerKey } from "../../../shared/rules/rds/rds-cluster-storage-encrypted-with-customer-key.ts";
import { customerKey, denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsClusterStorageEncryptedWithCustomerKey, {
	pass: [
		{ name: "a customer managed key", says: "storage of ledger", evidence: { keyManager: "CUSTOMER", keyArn: customerKey.value.arn } },
	],
	fail: [
		{
			name: "the key aws/rds",
			with: { kmsKey: seen({ ...customerKey.value, manager: "AWS" }) },
			says: "AWS managed key",
			evidence: { keyManager: "AWS" },
		},
		{
			name: "no encryption at all",
			with: { storageEncrypted: false, kmsKey: undefined },
			says: "without encryption",
			evidence: { storageEncrypted: false },
		},
	],
	indeterminate: [
		{ name: "the key was denied", with: { kmsKey: denied("kms", "DescribeKey") }, says: "kms:DescribeKey" },
		{ name: "AWS named no key", with: { kmsKey: undefined }, says: "KmsKeyId" },
		{ name: "AWS did not say whether storage is encrypted", with: { storageEncrypted: undefined }, says: "StorageEncrypted" },
	],
});
