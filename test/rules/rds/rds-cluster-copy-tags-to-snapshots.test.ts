import { rdsClusterCopyTagsToSnapshots } from "../../../shared/rules/rds/rds-cluster-copy-tags-to-snapshots.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsClusterCopyTagsToSnapshots, {
	pass: [{ name: "tags are copied", says: "ledger copies", evidence: { copyTagsToSnapshot: true } }],
	fail: [
		{ name: "tags are not copied", with: { copyTagsToSnapshot: false }, says: "does not copy", evidence: { copyTagsToSnapshot: false } },
	],
	indeterminate: [{ name: "AWS did not say", with: { copyTagsToSnapshot: undefined }, says: "CopyTagsToSnapshot" }],
});
