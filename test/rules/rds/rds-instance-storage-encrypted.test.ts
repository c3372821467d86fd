import { rdsInstanceStorageEncrypted } from "../../../shared/rules/rds/rds-instance-storage-encrypted.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsInstanceStorageEncrypted, {
	pass: [{ name: "encrypted storage", says: "orders encrypts" }],
	fail: [{ name: "plain storage", with: { storageEncrypted: false }, evidence: { storageEncrypted: false } }],
	indeterminate: [{ name: "AWS did not say", with: { storageEncrypted: undefined }, says: "StorageEncrypted" }],
});
