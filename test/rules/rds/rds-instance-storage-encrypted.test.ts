import { rdsInstanceStorageEncrypted } from "../../../shared/rules/rds/rds-instance-storage-encrypted.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsInstanceStorageEncrypted, {
	pass: [{ name: "encrypted storage", says: "orders encrypts its storage", evidence: { storageEncrypted: true } }],
	fail: [{ name: "plain storage", with: { storageEncrypted: false }, says: "without encryption", evidence: { storageEncrypted: false } }],
	notApplicable: [{ name: "a member of a cluster", with: { clusterId: "ledger", storageEncrypted: false }, says: "member of ledger" }],
	indeterminate: [{ name: "AWS did not say", with: { storageEncrypted: undefined }, says: "StorageEncrypted" }],
});
