import { seen } from "../../../shared/core/observed.ts";
import { rdsClusterStorageKeyUsable } from "../../../shared/rules/rds/rds-cluster-storage-key-usable.ts";
import { customerKey, denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const keyIn = (state: string) => seen({ ...customerKey.value, state });

testRule(rdsClusterStorageKeyUsable, {
	pass: [
		{ name: "an enabled key", says: "the storage of ledger is Enabled", evidence: { keyState: "Enabled" } },
		{ name: "a multi-Region key whose primary moves", with: { kmsKey: keyIn("Updating") } },
	],
	fail: [
		{ name: "a disabled key", with: { kmsKey: keyIn("Disabled") }, says: "is Disabled", evidence: { keyState: "Disabled" } },
		{ name: "key material that is gone", with: { kmsKey: keyIn("PendingImport") } },
		{ name: "a key that waits for its deletion", with: { kmsKey: keyIn("PendingDeletion") }, severity: "critical" },
		{ name: "a primary that waits for its replicas' deletion", with: { kmsKey: keyIn("PendingReplicaDeletion") }, severity: "critical" },
	],
	notApplicable: [{ name: "no encryption", with: { storageEncrypted: false, kmsKey: undefined }, says: "does not encrypt" }],
	indeterminate: [
		{ name: "the key was denied", with: { kmsKey: denied("kms", "DescribeKey") }, says: "kms:DescribeKey" },
		{ name: "AWS named no key", with: { kmsKey: undefined }, says: "KmsKeyId" },
		{ name: "AWS did not say whether storage is encrypted", with: { storageEncrypted: undefined }, says: "StorageEncrypted" },
	],
});
