import { backupRecoveryPointEncrypted } from "../../../shared/rules/backup/backup-recovery-point-encrypted.ts";
import { arn } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(backupRecoveryPointEncrypted, {
	pass: [
		{ name: "encrypted", says: "job-1 of arn:aws:rds:eu-west-1:111122223333:db:orders is", evidence: { source: arn("rds", "db:orders") } },
		{ name: "encrypted, source unknown", with: { resourceArn: undefined }, says: "job-1 is encrypted", evidence: { source: null } },
	],
	fail: [{ name: "plain", with: { encrypted: false }, says: "in vault locked is not encrypted", evidence: { encrypted: false } }],
	indeterminate: [{ name: "AWS did not say", with: { encrypted: undefined }, says: "IsEncrypted" }],
});
