import { rdsClusterDeletionProtection } from "../../../shared/rules/rds/rds-cluster-deletion-protection.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsClusterDeletionProtection, {
	pass: [{ name: "protected", says: "ledger is protected", evidence: { deletionProtection: true } }],
	fail: [{ name: "unprotected", with: { deletionProtection: false }, says: "one call", evidence: { deletionProtection: false } }],
	indeterminate: [{ name: "AWS did not say", with: { deletionProtection: undefined }, says: "DeletionProtection" }],
});
