import { eksNodegroupVersionMatchesCluster } from "../../../shared/rules/eks/eks-nodegroup-version-matches-cluster.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(eksNodegroupVersionMatchesCluster, {
	pass: [
		{ name: "the same version", evidence: { skew: 0 } },
		{ name: "one behind", with: { version: "1.33" }, evidence: { skew: 1, maximumSkew: 1 } },
		{ name: "as far behind as the parameter allows", with: { version: "1.31" }, parameters: { maximumSkew: 3 }, evidence: { skew: 3 } },
	],
	fail: [
		{ name: "two behind", with: { version: "1.32" }, says: "2 minor versions behind", evidence: { skew: 2 } },
		{ name: "the last supported skew", with: { version: "1.31" }, evidence: { skew: 3 } },
		{ name: "an unsupported skew", with: { version: "1.30" }, evidence: { skew: 4 }, severity: "high" },
		{ name: "one behind where none is allowed", with: { version: "1.33" }, parameters: { maximumSkew: 0 } },
		{ name: "ahead of its cluster", with: { version: "1.35" }, says: "newer", severity: "medium" },
	],
	indeterminate: [
		{ name: "no version", with: { version: undefined }, says: "did not report version." },
		{ name: "no version of the cluster", with: { clusterVersion: undefined }, says: "of the cluster" },
		{ name: "a version of tomorrow", with: { version: "2.0" }, says: "2.0" },
	],
});
