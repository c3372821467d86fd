import { seen } from "../../../shared/core/observed.ts";
import { eksNodegroupSubnetsPrivate } from "../../../shared/rules/eks/eks-nodegroup-subnets-private.ts";
import { denied, privateNetwork } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const subnets = (...kinds: boolean[]) => ({
	network: seen({ ...privateNetwork(443).value, subnets: kinds.map((isPublic, index) => ({ id: `subnet-${index}`, public: isPublic })) }),
});

testRule(eksNodegroupSubnetsPrivate, {
	pass: [{ name: "two private subnets", says: "All 2 subnets", evidence: { subnets: 2 } }],
	fail: [
		{
			name: "one public subnet among private ones",
			with: subnets(false, true),
			says: "gateway: subnet-1.",
			evidence: { publicSubnets: ["subnet-1"] },
		},
		{ name: "only public subnets", with: subnets(true), evidence: { publicSubnets: ["subnet-0"] } },
	],
	indeterminate: [
		{ name: "the routes could not be read", with: { network: denied("ec2", "DescribeRouteTables") }, says: "DescribeRouteTables" },
		{ name: "no subnet was found", with: subnets(), says: "No subnet" },
	],
});
