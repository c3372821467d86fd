import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { onMembers } from "./judge/cluster-sort.ts";

export const rdsClusterPublicAccessDisabled = defineRule({
	id: "rds-cluster-public-access-disabled",
	title: "Multi-AZ DB cluster has no public address",
	severity: "high",
	resource: "rds.DbCluster",
	risk: "One wrong rule in a security group is enough to put the database on the internet.",
	recommendation:
		"Restore a snapshot into a cluster that is not publicly accessible, in private subnets, and reach it over VPN, peering or PrivateLink.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/multi-az-db-clusters-concepts.html"],
	related: {},
	evaluate(cluster) {
		if (cluster.sort === "aurora") return onMembers(cluster, "public access");
		const publiclyAccessible = reported(cluster.publiclyAccessible, "PubliclyAccessible");
		return publiclyAccessible
			? fail(`${cluster.name} is publicly accessible.`, { publiclyAccessible })
			: pass(`${cluster.name} has no public address.`, { publiclyAccessible });
	},
});
