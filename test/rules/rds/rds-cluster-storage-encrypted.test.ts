import { rdsClusterStorageEncrypted } from "../../../shared/rules/rds/rds-cluster-storage-encrypted.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsClusterStorageEncrypted, {
	pass: [{ name: "encrypted storage", says: "ledger encrypts", evidence: { storageEncrypted: true } }],
	fail: [{ name: "plain storage", with: { storageEncrypted: false }, says: "without encryption", evidence: { storageEncrypted: false } }],
	indeterminate: [{ name: "AWS did not say", with: { storageEncrypted: undefined }, says: "StorageEncrypted" }],
});
