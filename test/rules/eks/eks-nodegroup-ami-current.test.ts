import { eksNodegroupAmiCurrent } from "../../../shared/rules/eks/eks-nodegroup-ami-current.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(eksNodegroupAmiCurrent, {
	pass: [
		{ name: "Amazon Linux 2023", evidence: { amiType: "AL2023_x86_64_STANDARD" } },
		{ name: "Bottlerocket", with: { amiType: "BOTTLEROCKET_ARM_64" } },
	],
	fail: [
		{ name: "Amazon Linux 2", with: { amiType: "AL2_x86_64" }, says: "Amazon Linux 2" },
		{ name: "Amazon Linux 2 with GPUs", with: { amiType: "AL2_x86_64_GPU" } },
	],
	notApplicable: [{ name: "an AMI of one's own", with: { amiType: "CUSTOM" } }],
	indeterminate: [{ name: "AWS did not say", with: { amiType: undefined }, says: "amiType" }],
});
