import { seen } from "../../../shared/core/observed.ts";
import { rdsInstanceSubnetsPrivate } from "../../../shared/rules/rds/rds-instance-subnets-private.ts";
import { denied, privateNetwork } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const subnets = (...flags: boolean[]) =>
	seen({ ...privateNetwork(15432).value, subnets: flags.map((flag, index) => ({ id: `subnet-${index}`, public: flag })) });

testRule(rdsInstanceSubnetsPrivate, {
	pass: [{ name: "private subnets", says: "All subnets of orders are private", evidence: { publicSubnets: [] } }],
	fail: [
		{
			name: "one public subnet of two",
			with: { network: subnets(false, true) },
			says: "subnet-1",
			evidence: { publicSubnets: ["subnet-1"] },
		},
		{ name: "a member of a cluster in public subnets", with: { network: subnets(true, true), clusterId: "ledger" } },
	],
	indeterminate: [
		{ name: "the network could not be read", with: { network: denied("ec2", "DescribeRouteTables") }, says: "ec2:DescribeRouteTables" },
		{ name: "no subnets were found", with: { network: subnets() }, says: "subnets" },
	],
});
