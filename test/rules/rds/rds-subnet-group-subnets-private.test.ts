import { seen } from "../../../shared/core/observed.ts";
import { rdsSubnetGroupSubnetsPrivate } from "../../../shared/rules/rds/rds-subnet-group-subnets-private.ts";
import { denied, privateNetwork } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const mixed = seen({
	...privateNetwork(5432).value,
	subnets: [
		{ id: "subnet-0a", public: false },
		{ id: "subnet-0x", public: true },
	],
});

testRule(rdsSubnetGroupSubnetsPrivate, {
	pass: [
		{ name: "private subnets", says: "All subnets of private are private", evidence: { publicSubnets: [] } },
		{ name: "private subnets of a group that nothing uses", with: { usedBy: [] } },
	],
	fail: [
		{ name: "a mix", with: { network: mixed }, says: "1 of 2 subnets", evidence: { publicSubnets: ["subnet-0x"] } },
		{ name: "a mix in a group that nothing uses", with: { network: mixed, usedBy: [] }, severity: "low" },
		{ name: "a mix in a group whose use is unknown", with: { network: mixed, usedBy: undefined } },
	],
	indeterminate: [{ name: "the network was denied", with: { network: denied("ec2", "DescribeSubnets") }, says: "ec2:DescribeSubnets" }],
});
