import { rdsInstanceDeletionProtection } from "../../../shared/rules/rds/rds-instance-deletion-protection.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsInstanceDeletionProtection, {
	pass: [{ name: "on", says: "is protected", evidence: { deletionProtection: true } }],
	fail: [{ name: "off", with: { deletionProtection: false }, says: "deletion protection is off", evidence: { deletionProtection: false } }],
	notApplicable: [
		{ name: "a member of a cluster", with: { deletionProtection: false, clusterId: "ledger" }, says: "judged on its cluster" },
	],
	indeterminate: [{ name: "AWS did not say", with: { deletionProtection: undefined }, says: "DeletionProtection" }],
});
