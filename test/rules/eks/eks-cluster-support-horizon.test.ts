import { seen } from "../../../shared/core/observed.ts";
import { eksClusterSupportHorizon } from "../../../shared/rules/eks/eks-cluster-support-horizon.ts";
import { denied } from "../../support/compliant/common.ts";
import { days, testRule } from "../../support/rule-table.ts";

const standard = (end?: string) => ({
	versionSupport: seen({
		version: "1.34",
		status: "STANDARD_SUPPORT",
		...(end ? { standardSupportEnd: end } : {}),
		extendedSupportEnd: days(900),
	}),
});
const extended = (end?: string) => ({
	versionSupport: seen({
		version: "1.34",
		status: "EXTENDED_SUPPORT",
		standardSupportEnd: days(-9),
		...(end ? { extendedSupportEnd: end } : {}),
	}),
});

testRule(eksClusterSupportHorizon, {
	pass: [
		{ name: "half a year left", says: "Standard support of Kubernetes 1.34 of platform ends in 169 days", evidence: { days: 169 } },
		{ name: "just enough", with: standard(days(60)), evidence: { days: 60, minimumDays: 60 } },
		{ name: "enough extended support", with: extended(days(61)), says: "Extended support" },
		{ name: "enough by the parameter", with: standard(days(7)), parameters: { minimumDays: 7 } },
	],
	fail: [
		{ name: "one day short", with: standard(days(59)), evidence: { days: 59, stage: "standard" } },
		{ name: "almost enough", with: standard(days(59.9)), evidence: { days: 59 } },
		{ name: "extended support is running out", with: extended(days(3)), evidence: { days: 3, stage: "extended" } },
		{
			name: "it has ended",
			with: { versionSupport: seen({ version: "1.20", status: "UNSUPPORTED" }) },
			says: "has ended",
			severity: "high",
		},
	],
	indeterminate: [
		{ name: "the versions could not be read", with: { versionSupport: denied("eks", "DescribeClusterVersions") } },
		{ name: "no end of standard support", with: standard(), says: "endOfStandardSupportDate" },
		{ name: "no end of extended support", with: extended(), says: "endOfExtendedSupportDate" },
		{ name: "no version", with: { version: undefined } },
	],
});
