import { rdsGlobalClusterDeletionProtection } from "../../../shared/rules/rds/rds-global-cluster-deletion-protection.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsGlobalClusterDeletionProtection, {
	pass: [{ name: "protected", says: "ledger-global is protected", evidence: { deletionProtection: true } }],
	fail: [{ name: "unprotected", with: { deletionProtection: false }, says: "one call", evidence: { deletionProtection: false } }],
	indeterminate: [{ name: "AWS did not say", with: { deletionProtection: undefined }, says: "DeletionProtection" }],
});
