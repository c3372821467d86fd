import { logGroupEncryptedWithKms } from "../../../shared/rules/logs/log-group-encrypted-with-kms.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(logGroupEncryptedWithKms, {
	pass: [{ name: "a key", with: { kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/k" }, says: "key/k" }],
	fail: [{ name: "no key", with: { kmsKeyId: undefined }, evidence: { kmsKeyId: null } }],
});
