import { seen } from "../../../shared/core/observed.ts";
import { eksClusterVersionStandardSupport } from "../../../shared/rules/eks/eks-cluster-version-standard-support.ts";
import { denied } from "../../support/compliant/common.ts";
import { days, testRule } from "../../support/rule-table.ts";

testRule(eksClusterVersionStandardSupport, {
	pass: [
		{ name: "standard support", evidence: { stage: "standard" } },
		{ name: "its last day", with: { versionSupport: seen({ version: "1.34", status: "STANDARD_SUPPORT", standardSupportEnd: days(1) }) } },
	],
	fail: [
		{ name: "extended support", with: { versionSupport: seen({ version: "1.31", status: "EXTENDED_SUPPORT" }) }, says: "only in extended" },
		{
			name: "standard support that has just ended",
			with: { versionSupport: seen({ version: "1.34", status: "STANDARD_SUPPORT", standardSupportEnd: days(0) }) },
			says: "only in extended",
		},
		{
			name: "no support",
			with: { versionSupport: seen({ version: "1.25", status: "UNSUPPORTED" }) },
			says: "out of support",
			severity: "high",
		},
	],
	indeterminate: [
		{ name: "the versions could not be read", with: { versionSupport: denied("eks", "DescribeClusterVersions") } },
		{ name: "no version", with: { version: undefined } },
	],
});
