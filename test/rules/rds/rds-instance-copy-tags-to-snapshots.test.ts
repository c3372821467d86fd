import { rdsInstanceCopyTagsToSnapshots } from "../../../shared/rules/rds/rds-instance-copy-tags-to-snapshots.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsInstanceCopyTagsToSnapshots, {
	pass: [{ name: "on", says: "orders copies its tags", evidence: { copyTagsToSnapshot: true } }],
	fail: [{ name: "off", with: { copyTagsToSnapshot: false }, says: "does not copy", evidence: { copyTagsToSnapshot: false } }],
	notApplicable: [
		{ name: "a member of a cluster", with: { copyTagsToSnapshot: false, clusterId: "ledger" }, says: "judged on its cluster" },
	],
	indeterminate: [{ name: "AWS did not say", with: { copyTagsToSnapshot: undefined }, says: "CopyTagsToSnapshot" }],
});
