import { seen } from "../../../shared/core/observed.ts";
import { eksClusterUpgradePolicy } from "../../../shared/rules/eks/eks-cluster-upgrade-policy.ts";
import { denied } from "../../support/compliant/common.ts";
import { days, testRule } from "../../support/rule-table.ts";

const minute = 1 / 1440;
const extended = (end: number | undefined, status = "STANDARD_SUPPORT") => ({
	upgradePolicy: "EXTENDED",
	versionSupport: seen({ version: "1.34", status, ...(end === undefined ? {} : { standardSupportEnd: days(end) }) }),
});

testRule(eksClusterUpgradePolicy, {
	pass: [
		{ name: "standard", evidence: { supportType: "STANDARD" } },
		{
			name: "standard, whatever the version",
			with: { ...extended(-1), upgradePolicy: "STANDARD" },
			says: "is upgraded when standard support",
		},
		{
			name: "extended, exactly at the horizon",
			with: extended(90),
			says: "would enter extended support only",
			evidence: { horizonDays: 90 },
		},
		{ name: "extended, beyond a shorter horizon", with: extended(7), parameters: { horizonDays: 7 } },
	],
	fail: [
		{
			name: "extended, within the horizon",
			with: extended(90 - minute),
			says: "enters extended support when",
			evidence: { stage: "standard" },
		},
		{ name: "extended, within a longer horizon", with: extended(100), parameters: { horizonDays: 101 } },
		{
			name: "extended, and standard support has ended",
			with: extended(-1),
			says: "is past the standard support",
			evidence: { stage: "extended" },
		},
		{
			name: "extended, and so is the version by its status",
			with: extended(undefined, "EXTENDED_SUPPORT"),
			evidence: { stage: "extended" },
		},
		{ name: "extended, and nothing supports the version", with: extended(undefined, "UNSUPPORTED"), evidence: { stage: "unsupported" } },
	],
	indeterminate: [
		{ name: "AWS did not say", with: { upgradePolicy: undefined }, says: "supportType" },
		{ name: "the end is not known", with: extended(undefined), says: "endOfStandardSupportDate" },
		{
			name: "the versions were denied",
			with: { upgradePolicy: "EXTENDED", versionSupport: denied("eks", "DescribeClusterVersions") },
			says: "eks:DescribeClusterVersions",
		},
	],
});
