import { need, reported } from "../../core/observed.ts";
import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const rdsSubnetGroupSpansZones = defineRule({
	id: "rds-subnet-group-spans-zones",
	title: "RDS DB subnet group spans several Availability Zones",
	severity: "low",
	resource: "rds.SubnetGroup",
	risk: "Databases in the group have nowhere to fail over to when the Availability Zone is lost.",
	recommendation: "Add subnets of other Availability Zones to the group; Multi-AZ DB clusters need three.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html"],
	related: {},
	parameters: { minimumZones: integer(2, "Least number of Availability Zones.", { minimum: 1, maximum: 6 }) },
	evaluate(group, { parameters }) {
		const zones = [...new Set(need(group.network).subnets.map((subnet) => reported(subnet.availabilityZone, "SubnetAvailabilityZone")))];
		const evidence = { zones, minimumZones: parameters.minimumZones };
		return zones.length >= parameters.minimumZones
			? pass(`${group.name} spans ${zones.join(", ")}.`, evidence)
			: fail(`${group.name} spans only ${zones.length} of ${parameters.minimumZones} Availability Zones.`, evidence);
	},
});
