import { defineRule } from "../../core/rule.ts";
import { judgePrivateSubnets } from "./judge/private-subnets.ts";

export const rdsClusterSubnetsPrivate = defineRule({
	id: "rds-cluster-subnets-private",
	title: "RDS DB cluster is in private subnets",
	severity: "high",
	resource: "rds.DbCluster",
	risk: "In a subnet that routes to an internet gateway, one flag and one rule are all that keeps an instance off the internet; the next one may be made public by default.",
	recommendation: "Make a DB subnet group of subnets without a route to an internet gateway and restore the cluster into it.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html"],
	related: { others: ["cloudsploit:rdsPublicSubnet"] },
	evaluate: (cluster) => judgePrivateSubnets(cluster.name, cluster.network),
});
