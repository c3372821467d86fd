import { seen } from "../../../shared/core/observed.ts";
import { rdsInstanceStorageKeyUsable } from "../../../shared/rules/rds/rds-instance-storage-key-usable.ts";
import { customerKey, denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const keyIn = (state: string) => seen({ ...customerKey.value, state });

testRule(rdsInstanceStorageKeyUsable, {
	pass: [{ name: "an enabled key", says: "is Enabled", evidence: { keyState: "Enabled" } }],
	fail: [
		{ name: "a key that waits for deletion", with: { kmsKey: keyIn("PendingDeletion") }, says: "PendingDeletion", severity: "critical" },
		{ name: "a disabled key", with: { kmsKey: keyIn("Disabled") }, says: "Disabled" },
	],
	notApplicable: [
		{ name: "no encryption", with: { storageEncrypted: false, kmsKey: undefined }, says: "no key" },
		{ name: "a member of a cluster", with: { clusterId: "ledger", kmsKey: keyIn("Disabled") }, says: "judged on its cluster" },
	],
	indeterminate: [
		{ name: "the key could not be read", with: { kmsKey: denied("kms", "DescribeKey") }, says: "kms:DescribeKey" },
		{ name: "AWS named no key", with: { kmsKey: undefined }, says: "KmsKeyId" },
		{ name: "AWS did not say whether storage is encrypted", with: { storageEncrypted: undefined }, says: "StorageEncrypted" },
	],
});
