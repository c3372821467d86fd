import { seen } from "../../../shared/core/observed.ts";
import { eksClusterDefaultVpcNotUsed } from "../../../shared/rules/eks/eks-cluster-default-vpc-not-used.ts";
import { denied, privateNetwork } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const { defaultVpc: _defaultVpc, ...unknownVpc } = privateNetwork(443).value;

testRule(eksClusterDefaultVpcNotUsed, {
	pass: [{ name: "another VPC", evidence: { vpcId: "vpc-0a1b2c3d", defaultVpc: false } }],
	fail: [{ name: "the default VPC", with: { network: seen({ ...unknownVpc, defaultVpc: true }) } }],
	indeterminate: [
		{ name: "the network could not be read", with: { network: denied("ec2", "DescribeVpcs") } },
		{ name: "the VPC is unknown", with: { network: seen(unknownVpc) }, says: "IsDefault" },
	],
});
