import { seen } from "../../../shared/core/observed.ts";
import { rdsSnapshotKeyUsable } from "../../../shared/rules/rds/rds-snapshot-key-usable.ts";
import { customerKey, denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsSnapshotKeyUsable, {
	pass: [{ name: "an enabled key", says: "orders-2026-06-01 is Enabled", evidence: { keyState: "Enabled" } }],
	fail: [
		{ name: "a disabled key", with: { kmsKey: seen({ ...customerKey.value, state: "Disabled" }) }, says: "is Disabled" },
		{
			name: "a key that waits for its deletion",
			with: { kmsKey: seen({ ...customerKey.value, state: "PendingDeletion" }) },
			severity: "critical",
		},
		{
			name: "a key that is gone",
			with: { kmsKey: seen({ ...customerKey.value, state: "Deleted" }) },
			severity: "critical",
			says: "is Deleted",
		},
	],
	notApplicable: [
		{ name: "no encryption", with: { encrypted: false, kmsKey: undefined }, says: "not encrypted" },
		{
			name: "a key of another account, which does not show it",
			with: { kmsKey: seen({ ...customerKey.value, state: "Foreign", owner: "999988887777" }) },
			says: "belongs to the account 999988887777",
		},
	],
	indeterminate: [
		{ name: "the key was denied", with: { kmsKey: denied("kms", "DescribeKey") }, says: "kms:DescribeKey" },
		{ name: "AWS did not say whether it is encrypted", with: { encrypted: undefined }, says: "Encrypted" },
	],
});
