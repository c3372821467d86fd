import { need, reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const rdsInstanceDefaultVpcNotUsed = defineRule({
	id: "rds-instance-default-vpc-not-used",
	title: "RDS DB instance is not in the default VPC",
	severity: "low",
	resource: "rds.DbInstance",
	risk: "Every subnet of a default VPC routes to the internet and everything created without thought lands in it, next to the database.",
	recommendation: "Create a VPC with private subnets for databases and move the instance to a DB subnet group in it.",
	links: ["https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html"],
	related: {},
	evaluate(db) {
		const network = need(db.network);
		const vpcId = network.vpcId ?? db.vpcId ?? "its VPC";
		return reported(network.defaultVpc, "IsDefault")
			? fail(`${db.name} is in ${vpcId}, the default VPC of the region.`, { vpcId, defaultVpc: true })
			: pass(`${db.name} is in ${vpcId}, which is not the default VPC.`, { vpcId, defaultVpc: false });
	},
});
