import { seen } from "../../../shared/core/observed.ts";
import { eksNodegroupVersionSupported } from "../../../shared/rules/eks/eks-nodegroup-version-supported.ts";
import { denied } from "../../support/compliant/common.ts";
import { days, testRule } from "../../support/rule-table.ts";

const ending = (extendedSupportEnd: string) => ({
	versionSupport: seen({ version: "1.34", status: "EXTENDED_SUPPORT", extendedSupportEnd }),
});

testRule(eksNodegroupVersionSupported, {
	pass: [
		{ name: "standard support", says: "platform/workers runs Kubernetes 1.34, which is in standard support" },
		{ name: "the last day of extended support", with: ending(days(1)), evidence: { stage: "extended" } },
	],
	fail: [
		{
			name: "unsupported",
			with: { version: "1.24", versionSupport: seen({ version: "1.24", status: "UNSUPPORTED" }) },
			says: "no longer supports",
		},
		{ name: "extended support has ended", with: ending(days(-1)), evidence: { stage: "unsupported" } },
	],
	indeterminate: [
		{ name: "the versions could not be read", with: { versionSupport: denied("eks", "DescribeClusterVersions") } },
		{ name: "no version", with: { version: undefined } },
	],
});
