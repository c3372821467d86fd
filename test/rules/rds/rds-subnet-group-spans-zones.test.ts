import { seen } from "../../../shared/core/observed.ts";
import { rdsSubnetGroupSpansZones } from "../../../shared/rules/rds/rds-subnet-group-spans-zones.ts";
import { denied, privateNetwork } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const inZones = (...zones: (string | undefined)[]) =>
	seen({
		...privateNetwork(5432).value,
		subnets: zones.map((availabilityZone, index) => ({ id: `subnet-${index}`, public: false, availabilityZone })),
	});

testRule(rdsSubnetGroupSpansZones, {
	pass: [
		{ name: "two zones", says: "eu-west-1a, eu-west-1b", evidence: { zones: ["eu-west-1a", "eu-west-1b"] } },
		{ name: "one zone, as configured", with: { network: inZones("eu-west-1a") }, parameters: { minimumZones: 1 } },
	],
	fail: [
		{
			name: "two subnets in one zone",
			with: { network: inZones("eu-west-1a", "eu-west-1a") },
			says: "only 1 of 2",
			evidence: { zones: ["eu-west-1a"] },
		},
		{ name: "fewer than configured", parameters: { minimumZones: 3 }, says: "only 2 of 3" },
	],
	indeterminate: [
		{ name: "the network was denied", with: { network: denied("ec2", "DescribeSubnets") }, says: "ec2:DescribeSubnets" },
		{ name: "AWS named no zone", with: { network: inZones("eu-west-1a", undefined) }, says: "SubnetAvailabilityZone" },
	],
});
