import { eksClusterAccessEntriesUsed } from "../../../shared/rules/eks/eks-cluster-access-entries-used.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(eksClusterAccessEntriesUsed, {
	pass: [{ name: "access entries alone", evidence: { authenticationMode: "API" } }],
	fail: [
		{ name: "both", with: { authenticationMode: "API_AND_CONFIG_MAP" }, says: "still accepts" },
		{ name: "the config map alone", with: { authenticationMode: "CONFIG_MAP" }, says: "config map alone", severity: "medium" },
	],
	indeterminate: [{ name: "AWS did not say", with: { authenticationMode: undefined }, says: "authenticationMode" }],
});
