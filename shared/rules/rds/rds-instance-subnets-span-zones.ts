import { need, reported, Unobserved } from "../../core/observed.ts";
import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const rdsInstanceSubnetsSpanZones = defineRule({
	id: "rds-instance-subnets-span-zones",
	title: "Subnets of the RDS DB instance span several Availability Zones",
	severity: "low",
	resource: "rds.DbInstance",
	risk: "When all subnets are in one Availability Zone, neither a standby nor a restored copy can take over after that zone fails.",
	recommendation: "Add subnets in further Availability Zones to the DB subnet group.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html"],
	related: {},
	parameters: { minimumZones: integer(2, "Availability Zones that the subnet group must span.", { minimum: 2, maximum: 6 }) },
	evaluate(db, { parameters }) {
		const { subnets } = need(db.network);
		if (subnets.length === 0) throw new Unobserved("AWS did not report the subnets of the DB subnet group.");
		const zones = [...new Set(subnets.map((subnet) => reported(subnet.availabilityZone, "SubnetAvailabilityZone")))].sort();
		const evidence = { zones };
		return zones.length >= parameters.minimumZones
			? pass(`The subnets of ${db.name} span ${zones.length} Availability Zones (${zones.join(", ")}).`, evidence)
			: fail(
					`The subnets of ${db.name} span only ${zones.join(", ")} where ${parameters.minimumZones} Availability Zones are required.`,
					evidence,
				);
	},
});
