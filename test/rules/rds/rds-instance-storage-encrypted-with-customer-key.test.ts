import { seen } from "../../../shared/core/observed.ts";
import { rdsInstanceStorageEncryptedWithCustomerKey } from "../../../shared/rules/rds/rds-instance-storage-encrypted-with-customer-key.ts";
import { customerKey, denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const awsKey = seen({ ...customerKey.value, manager: "AWS" as const });

testRule(rdsInstanceStorageEncryptedWithCustomerKey, {
	pass: [
		{ name: "a customer managed key", says: "customer managed key encrypts the storage of orders", evidence: { keyManager: "CUSTOMER" } },
	],
	fail: [
		{ name: "the AWS managed key", with: { kmsKey: awsKey }, says: "AWS managed key", evidence: { keyManager: "AWS" } },
		{
			name: "no encryption",
			with: { storageEncrypted: false, kmsKey: undefined },
			says: "without encryption",
			evidence: { storageEncrypted: false },
		},
	],
	notApplicable: [{ name: "a member of a cluster", with: { clusterId: "ledger", kmsKey: awsKey }, says: "judged on its cluster" }],
	indeterminate: [
		{ name: "the key could not be read", with: { kmsKey: denied("kms", "DescribeKey") }, says: "kms:DescribeKey" },
		{ name: "AWS named no key", with: { kmsKey: undefined }, says: "KmsKeyId" },
		{ name: "AWS did not say whether storage is encrypted", with: { storageEncrypted: undefined }, says: "StorageEncrypted" },
	],
});
