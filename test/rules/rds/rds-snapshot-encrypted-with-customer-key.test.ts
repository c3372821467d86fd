import { seen } from "../../../shared/core/observed.ts";
import { rdsSnapshotEncryptedWithCustomerKey } from "../../../shared/rules/rds/rds-snapshot-encrypted-with-customer-key.ts";
import { customerKey, denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const awsKey = seen({ ...customerKey.value, manager: "AWS" as const });

testRule(rdsSnapshotEncryptedWithCustomerKey, {
	pass: [{ name: "a customer managed key", says: "encrypts orders-2026-06-01", evidence: { keyManager: "CUSTOMER" } }],
	fail: [
		{ name: "the key aws/rds", with: { kmsKey: awsKey }, says: "AWS managed key", evidence: { keyManager: "AWS" } },
		{ name: "the key aws/rds on a snapshot of AWS Backup", with: { kmsKey: awsKey, type: "awsbackup" } },
		{ name: "no encryption at all", with: { encrypted: false, kmsKey: undefined }, says: "not encrypted", evidence: { encrypted: false } },
	],
	notApplicable: [{ name: "an automated snapshot", with: { type: "automated", kmsKey: awsKey }, says: "automated" }],
	indeterminate: [
		{ name: "the key was denied", with: { kmsKey: denied("kms", "DescribeKey") }, says: "kms:DescribeKey" },
		{ name: "AWS named no key", with: { kmsKey: undefined }, says: "KmsKeyId" },
		{ name: "AWS did not say whether it is encrypted", with: { encrypted: undefined }, says: "Encrypted" },
	],
});
