import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const rdsInstanceInVpc = defineRule({
	id: "rds-instance-in-vpc",
	title: "RDS DB instance is in a VPC",
	severity: "high",
	resource: "rds.DbInstance",
	risk: "Outside a VPC there are no subnets, routes or VPC security groups that keep traffic from the instance.",
	recommendation: "Move the instance to a DB subnet group of a VPC, or restore a snapshot into one.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.html"],
	related: { prowler: ["rds_instance_inside_vpc"] },
	evaluate(db) {
		// Only an instance outside any VPC has no DB subnet group.
		if (db.subnetGroup === undefined && db.vpcId === undefined)
			return fail(`${db.name} has no DB subnet group and so is in no VPC.`, { vpcId: null });
		const vpcId = reported(db.vpcId, "DBSubnetGroup.VpcId");
		return pass(`${db.name} is in ${vpcId}.`, { vpcId });
	},
});
