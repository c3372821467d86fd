import { kmsKeyEnabled } from "../../../shared/rules/kms/kms-key-enabled.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kmsKeyEnabled, {
	pass: [{ name: "enabled", evidence: { state: "Enabled" } }],
	fail: [
		{ name: "disabled in use", with: { state: "Disabled" }, says: "is Disabled but encrypts 1", severity: "high" },
		{ name: "disabled without use", with: { state: "Disabled", encrypts: [] }, says: "is Disabled." },
		{ name: "without material", with: { state: "PendingImport", encrypts: [] } },
		{ name: "its store is away", with: { state: "Unavailable", encrypts: [] } },
	],
	notApplicable: [
		{ name: "about to be deleted", with: { state: "PendingDeletion" }, says: "kms-key-not-pending-deletion" },
		{ name: "waiting for replicas", with: { state: "PendingReplicaDeletion" }, says: "kms-key-not-pending-deletion" },
		{ name: "being created", with: { state: "Creating" }, says: "which passes" },
		{ name: "being updated", with: { state: "Updating" } },
	],
});
