import { eksClusterDeletionProtection } from "../../../shared/rules/eks/eks-cluster-deletion-protection.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(eksClusterDeletionProtection, {
	pass: [{ name: "protected", evidence: { deletionProtection: true } }],
	fail: [{ name: "not protected", with: { deletionProtection: false }, evidence: { deletionProtection: false } }],
	indeterminate: [{ name: "AWS did not say", with: { deletionProtection: undefined }, says: "deletionProtection" }],
});
