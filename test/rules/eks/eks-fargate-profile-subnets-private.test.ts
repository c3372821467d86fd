import { seen } from "../../../shared/core/observed.ts";
import { eksFargateProfileSubnetsPrivate } from "../../../shared/rules/eks/eks-fargate-profile-subnets-private.ts";
import { denied, privateNetwork } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(eksFargateProfileSubnetsPrivate, {
	pass: [{ name: "private subnets", says: "platform/batch" }],
	fail: [
		{
			name: "a public subnet",
			with: { network: seen({ ...privateNetwork(443).value, subnets: [{ id: "subnet-9", public: true }] }) },
			says: "subnet-9",
		},
	],
	indeterminate: [{ name: "the routes could not be read", with: { network: denied("ec2", "DescribeRouteTables") } }],
});
