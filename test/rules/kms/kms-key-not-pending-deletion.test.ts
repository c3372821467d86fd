import { kmsKeyNotPendingDeletion } from "../../../shared/rules/kms/kms-key-not-pending-deletion.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kmsKeyNotPendingDeletion, {
	pass: [
		{ name: "enabled", evidence: { state: "Enabled" } },
		{ name: "disabled", with: { state: "Disabled" }, says: "is Disabled" },
	],
	fail: [
		{
			name: "a date is set",
			with: { state: "PendingDeletion", deletionDate: "2026-07-01T10:00:00.000Z" },
			says: "deleted on 2026-07-01 and still encrypts 1 scanned resource.",
			evidence: { deletionDate: "2026-07-01T10:00:00.000Z" },
		},
		{ name: "a primary that waits for its replicas", with: { state: "PendingReplicaDeletion", encrypts: [] }, says: /deleted\.$/ },
	],
});
