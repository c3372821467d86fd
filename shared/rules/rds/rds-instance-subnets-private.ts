import { defineRule } from "../../core/rule.ts";
import { judgePrivateSubnets } from "./judge/private-subnets.ts";

export const rdsInstanceSubnetsPrivate = defineRule({
	id: "rds-instance-subnets-private",
	title: "RDS DB instance is in subnets without a route to an internet gateway",
	severity: "high",
	resource: "rds.DbInstance",
	risk: "In a subnet with a default route to an internet gateway, one flag and one security group rule are all that keep the database off the internet.",
	recommendation: "Move the instance to a DB subnet group whose subnets have no default route to an internet gateway.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html"],
	related: {
		securityHub: ["RDS.46"],
		awsConfig: ["rds-instance-subnet-igw-check"],
		others: ["steampipe:rds_db_instance_no_public_subnet", "cloudsploit:rdsPublicSubnet"],
	},
	evaluate: (db) => judgePrivateSubnets(db.name, db.network),
});
