import { seen } from "../../../shared/core/observed.ts";
import { rdsClusterSubnetsPrivate } from "../../../shared/rules/rds/rds-cluster-subnets-private.ts";
import { denied, privateNetwork } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const inSubnets = (...isPublic: boolean[]) =>
	seen({ ...privateNetwork(5432).value, subnets: isPublic.map((value, index) => ({ id: `subnet-${index}`, public: value })) });

testRule(rdsClusterSubnetsPrivate, {
	pass: [{ name: "private subnets", says: "All subnets of ledger are private", evidence: { publicSubnets: [], subnets: 2 } }],
	fail: [
		{
			name: "public subnets",
			with: { network: inSubnets(true, true) },
			says: /^All subnets.*: subnet-0, subnet-1\.$/,
			evidence: { publicSubnets: ["subnet-0", "subnet-1"] },
		},
		{ name: "one public subnet among private ones", with: { network: inSubnets(false, true, false) }, says: "1 of 3 subnets" },
	],
	indeterminate: [
		{ name: "the network was denied", with: { network: denied("ec2", "DescribeRouteTables") }, says: "ec2:DescribeRouteTables" },
		{ name: "no subnets were reported", with: { network: inSubnets() }, says: "subnets of ledger" },
	],
});
