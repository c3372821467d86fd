import { eksClusterZonalShift } from "../../../shared/rules/eks/eks-cluster-zonal-shift.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(eksClusterZonalShift, {
	pass: [{ name: "enabled", evidence: { zonalShift: true } }],
	fail: [{ name: "disabled", with: { zonalShift: false }, evidence: { zonalShift: false } }],
	indeterminate: [{ name: "AWS did not say", with: { zonalShift: undefined }, says: "zonalShiftConfig" }],
});
