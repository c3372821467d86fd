import { seen } from "../../../shared/core/observed.ts";
import { eksClusterVersionSupported } from "../../../shared/rules/eks/eks-cluster-version-supported.ts";
import { denied } from "../../support/compliant/common.ts";
import { days, testRule } from "../../support/rule-table.ts";

const support = (status: string, extendedSupportEnd?: string, standardSupportEnd?: string) => ({
	versionSupport: seen({
		version: "1.34",
		status,
		...(extendedSupportEnd ? { extendedSupportEnd } : {}),
		...(standardSupportEnd ? { standardSupportEnd } : {}),
	}),
});

testRule(eksClusterVersionSupported, {
	pass: [
		{ name: "standard support", says: "standard support", evidence: { version: "1.34", stage: "standard" } },
		{ name: "extended support", with: support("EXTENDED_SUPPORT", days(100)), says: "extended support" },
		{
			name: "standard support that ended while AWS still says otherwise",
			with: support("STANDARD_SUPPORT", days(1), days(-1)),
			says: "extended",
		},
		{ name: "standard support without dates", with: support("STANDARD_SUPPORT") },
	],
	fail: [
		{ name: "unsupported", with: support("UNSUPPORTED"), says: "no longer supports" },
		{ name: "the end is past", with: support("EXTENDED_SUPPORT", days(-1)) },
		{ name: "the end is now", with: support("STANDARD_SUPPORT", days(0)) },
	],
	indeterminate: [
		{
			name: "the versions could not be read",
			with: { versionSupport: denied("eks", "DescribeClusterVersions") },
			says: "DescribeClusterVersions",
		},
		{ name: "no version", with: { version: undefined }, says: "version" },
		{ name: "a status of tomorrow", with: support("PREVIEW"), says: "PREVIEW" },
	],
});
