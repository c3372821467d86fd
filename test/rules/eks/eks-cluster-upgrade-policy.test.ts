import { eksClusterUpgradePolicy } from "../../../shared/rules/eks/eks-cluster-upgrade-policy.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(eksClusterUpgradePolicy, {
	pass: [{ name: "standard", evidence: { supportType: "STANDARD" } }],
	fail: [{ name: "extended", with: { upgradePolicy: "EXTENDED" }, says: "enters extended support" }],
	indeterminate: [{ name: "AWS did not say", with: { upgradePolicy: undefined }, says: "supportType" }],
});
