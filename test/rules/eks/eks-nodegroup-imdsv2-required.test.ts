import { seen } from "../../../shared/core/observed.ts";
import { eksNodegroupImdsv2Required } from "../../../shared/rules/eks/eks-nodegroup-imdsv2-required.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(eksNodegroupImdsv2Required, {
	pass: [
		{ name: "required", with: { amiType: "AL2_x86_64" }, evidence: { httpTokens: "required" } },
		{ name: "AL2023 without a launch template", with: { metadata: undefined }, says: "default of their AMI" },
		{ name: "AL2023 with a launch template that is silent", with: { metadata: seen({ hopLimit: 2 }) } },
	],
	fail: [{ name: "optional", with: { metadata: seen({ httpTokens: "optional" }) }, says: "IMDSv1" }],
	indeterminate: [
		{ name: "another AMI without a launch template", with: { metadata: undefined, amiType: "BOTTLEROCKET_x86_64" }, says: "were not read" },
		{ name: "an unknown AMI", with: { metadata: seen({}), amiType: undefined } },
		{ name: "the launch template could not be read", with: { metadata: denied("ec2", "DescribeLaunchTemplateVersions") } },
	],
});
