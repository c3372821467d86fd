import { seen } from "../../../shared/core/observed.ts";
import { rdsInstanceSubnetsSpanZones } from "../../../shared/rules/rds/rds-instance-subnets-span-zones.ts";
import { denied, privateNetwork } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const inZones = (...zones: (string | undefined)[]) =>
	seen({
		...privateNetwork(15432).value,
		subnets: zones.map((zone, index) => ({ id: `subnet-${index}`, public: false, ...(zone ? { availabilityZone: zone } : {}) })),
	});

testRule(rdsInstanceSubnetsSpanZones, {
	pass: [
		{ name: "two zones", says: "2 Availability Zones (eu-west-1a, eu-west-1b)", evidence: { zones: ["eu-west-1a", "eu-west-1b"] } },
		{ name: "as many as asked for", with: { network: inZones("c", "a", "b") }, parameters: { minimumZones: 3 }, says: "(a, b, c)" },
	],
	fail: [
		{
			name: "two subnets in one zone",
			with: { network: inZones("eu-west-1a", "eu-west-1a") },
			says: "span only eu-west-1a",
			evidence: { zones: ["eu-west-1a"] },
		},
		{ name: "fewer than asked for", parameters: { minimumZones: 3 }, says: "3 Availability Zones" },
	],
	indeterminate: [
		{ name: "the network could not be read", with: { network: denied("ec2", "DescribeSubnets") }, says: "ec2:DescribeSubnets" },
		{ name: "no subnets were found", with: { network: inZones() }, says: "subnets" },
		{ name: "a zone is missing", with: { network: inZones("eu-west-1a", undefined) }, says: "SubnetAvailabilityZone" },
	],
});
