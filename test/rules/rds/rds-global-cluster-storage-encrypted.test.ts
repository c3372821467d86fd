import { rdsGlobalClusterStorageEncrypted } from "../../../shared/rules/rds/rds-global-cluster-storage-encrypted.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsGlobalClusterStorageEncrypted, {
	pass: [{ name: "encrypted", says: "ledger-global encrypts", evidence: { storageEncrypted: true } }],
	fail: [{ name: "in clear", with: { storageEncrypted: false }, says: "without encryption", evidence: { storageEncrypted: false } }],
	indeterminate: [{ name: "AWS did not say", with: { storageEncrypted: undefined }, says: "StorageEncrypted" }],
});
