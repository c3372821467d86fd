import { backupVaultEncrypted } from "../../../shared/rules/backup/backup-vault-encrypted.ts";
import { arn } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(backupVaultEncrypted, {
	pass: [{ name: "a key", with: { encryptionKeyArn: arn("kms", "key/k") }, says: "key/k" }],
	fail: [{ name: "no key", with: { encryptionKeyArn: undefined }, says: "locked names no KMS key", evidence: { encryptionKeyArn: null } }],
});
