import { eksNodegroupAutoRepair } from "../../../shared/rules/eks/eks-nodegroup-auto-repair.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(eksNodegroupAutoRepair, {
	pass: [{ name: "enabled", evidence: { autoRepair: true } }],
	fail: [{ name: "disabled", with: { autoRepair: false }, evidence: { autoRepair: false } }],
	indeterminate: [{ name: "AWS did not say", with: { autoRepair: undefined }, says: "nodeRepairConfig" }],
});
