import { seen } from "../../../shared/core/observed.ts";
import { eksNodegroupImdsHopLimit } from "../../../shared/rules/eks/eks-nodegroup-imds-hop-limit.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(eksNodegroupImdsHopLimit, {
	pass: [
		{ name: "one hop", evidence: { hopLimit: 1, written: true } },
		{ name: "the default of AL2023", with: { metadata: undefined }, evidence: { hopLimit: 1, written: false } },
		{ name: "two hops by the parameter", with: { metadata: seen({ hopLimit: 2 }) }, parameters: { maximumHops: 2 } },
	],
	fail: [
		{
			name: "one hop, but version 1 is answered",
			with: { metadata: seen({ httpTokens: "optional", hopLimit: 1 }) },
			says: "IMDSv1",
			evidence: { httpTokens: "optional", hopLimit: 1 },
		},
		{ name: "two hops on another AMI", with: { metadata: seen({ hopLimit: 2 }), amiType: "BOTTLEROCKET_x86_64" }, says: "is 2" },
		{ name: "two hops", with: { metadata: seen({ hopLimit: 2 }) }, says: "is 2" },
		{ name: "three hops where two are allowed", with: { metadata: seen({ hopLimit: 3 }) }, parameters: { maximumHops: 2 } },
	],
	indeterminate: [
		{
			name: "another AMI without a hop limit",
			with: { metadata: seen({ httpTokens: "required" }), amiType: "AL2_x86_64" },
			says: "sets no hop limit",
		},
		{
			name: "one hop on another AMI that may answer version 1",
			with: { metadata: seen({ hopLimit: 1 }), amiType: "BOTTLEROCKET_x86_64" },
			says: "does not say whether its nodes answer IMDSv1",
		},
		{ name: "the launch template could not be read", with: { metadata: denied("ec2", "DescribeLaunchTemplateVersions") } },
	],
});
