import { defineRule } from "../../core/rule.ts";
import { judgePrivateSubnets } from "./judge/private-subnets.ts";

export const rdsSubnetGroupSubnetsPrivate = defineRule({
	id: "rds-subnet-group-subnets-private",
	title: "RDS DB subnet group has only private subnets",
	severity: "medium",
	resource: "rds.SubnetGroup",
	risk: "A database in the group can get a public address, and after a failover or a resize it may move to the subnet that is open to the internet.",
	recommendation: "Replace the public subnets of the group by subnets without a route to an internet gateway, before databases use it.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html"],
	related: { others: ["cloudsploit:rdsPublicSubnet", "steampipe:rds_db_instance_no_public_subnet"] },
	evaluate(group) {
		const verdict = judgePrivateSubnets(group.name, group.network);
		// An empty group endangers nothing yet; one whose use is unknown counts as used.
		return verdict.verdict === "fail" && group.usedBy?.length === 0 ? { ...verdict, severity: "low" } : verdict;
	},
});
