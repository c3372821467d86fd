import { seen } from "../../../shared/core/observed.ts";
import { rdsInstanceDefaultVpcNotUsed } from "../../../shared/rules/rds/rds-instance-default-vpc-not-used.ts";
import { denied, privateNetwork } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const { defaultVpc: _, ...unknownVpc } = privateNetwork(15432).value;

testRule(rdsInstanceDefaultVpcNotUsed, {
	pass: [
		{
			name: "a VPC of one's own",
			says: "vpc-0a1b2c3d, which is not the default VPC",
			evidence: { defaultVpc: false, vpcId: "vpc-0a1b2c3d" },
		},
	],
	fail: [
		{
			name: "the default VPC",
			with: { network: seen({ ...privateNetwork(15432).value, vpcId: "vpc-0default", defaultVpc: true }) },
			says: "vpc-0default, the default VPC",
			evidence: { defaultVpc: true },
		},
	],
	indeterminate: [
		{ name: "the network could not be read", with: { network: denied("ec2", "DescribeVpcs") }, says: "ec2:DescribeVpcs" },
		{ name: "AWS did not say", with: { network: seen(unknownVpc) }, says: "IsDefault" },
	],
});
