import { rdsSnapshotEncrypted } from "../../../shared/rules/rds/rds-snapshot-encrypted.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsSnapshotEncrypted, {
	pass: [
		{ name: "encrypted", says: "orders-2026-06-01 is encrypted", evidence: { encrypted: true } },
		{ name: "an encrypted automated snapshot", with: { type: "automated" } },
	],
	fail: [
		{ name: "in clear", with: { encrypted: false }, says: "not encrypted", evidence: { encrypted: false } },
		{ name: "an automated snapshot in clear", with: { encrypted: false, type: "automated" } },
	],
	indeterminate: [
		{ name: "AWS did not say of an instance's snapshot", with: { encrypted: undefined }, says: "report Encrypted" },
		{ name: "AWS did not say of a cluster's snapshot", with: { encrypted: undefined, of: "cluster" }, says: "report StorageEncrypted" },
	],
});
