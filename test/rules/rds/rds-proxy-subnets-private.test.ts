import { seen } from "../../../shared/core/observed.ts";
import { rdsProxySubnetsPrivate } from "../../../shared/rules/rds/rds-proxy-subnets-private.ts";
import { denied, privateNetwork } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsProxySubnetsPrivate, {
	pass: [{ name: "private subnets", says: "All subnets of orders-proxy are private" }],
	fail: [
		{
			name: "a public subnet",
			with: { network: seen({ ...privateNetwork(5432).value, subnets: [{ id: "subnet-0x", public: true }] }) },
			says: "subnet-0x",
		},
	],
	indeterminate: [{ name: "the network was denied", with: { network: denied("ec2", "DescribeSubnets") }, says: "ec2:DescribeSubnets" }],
});
