import { eksClusterSingleSecurityGroup } from "../../../shared/rules/eks/eks-cluster-single-security-group.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(eksClusterSingleSecurityGroup, {
	pass: [
		{ name: "one", says: "one additional" },
		{ name: "none", with: { securityGroups: [] }, says: "no additional" },
	],
	fail: [{ name: "two", with: { securityGroups: ["sg-1", "sg-2"] }, says: "2 additional", evidence: { securityGroups: ["sg-1", "sg-2"] } }],
});
