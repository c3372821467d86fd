import { backupVaultLocked } from "../../../shared/rules/backup/backup-vault-locked.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(backupVaultLocked, {
	pass: [{ name: "a lock", says: "is locked", evidence: { locked: true, recoveryPoints: 12, minRetentionDays: 7 } }],
	fail: [
		{ name: "no lock", with: { locked: false, minRetentionDays: undefined }, says: "can be deleted", evidence: { minRetentionDays: null } },
		{ name: "no lock on one recovery point", with: { locked: false, recoveryPoints: 1 } },
		{ name: "no lock, nothing in it", with: { locked: false, recoveryPoints: 0 }, severity: "low", says: "no recovery points yet" },
		{ name: "no lock, unknown content", with: { locked: false, recoveryPoints: undefined }, evidence: { recoveryPoints: null } },
	],
	indeterminate: [{ name: "AWS did not say", with: { locked: undefined }, says: "Locked" }],
});
