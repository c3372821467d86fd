import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const rdsClusterCopyTagsToSnapshots = defineRule({
	id: "rds-cluster-copy-tags-to-snapshots",
	title: "RDS DB cluster copies its tags to its snapshots",
	severity: "low",
	resource: "rds.DbCluster",
	risk: "Snapshots without tags escape access policies, cost reports and clean-up jobs that go by tags.",
	recommendation: "Switch CopyTagsToSnapshot on with ModifyDBCluster, and tag the snapshots that exist already.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Tagging.html"],
	related: {
		prowler: ["rds_cluster_copy_tags_to_snapshots"],
		securityHub: ["RDS.16", "RDS.47", "RDS.48"],
		awsConfig: ["rds-pgsql-cluster-copy-tags-to-snapshot-check", "rds-mysql-cluster-copy-tags-to-snapshot-check"],
	},
	evaluate(cluster) {
		const copyTagsToSnapshot = reported(cluster.copyTagsToSnapshot, "CopyTagsToSnapshot");
		return copyTagsToSnapshot
			? pass(`${cluster.name} copies its tags to its snapshots.`, { copyTagsToSnapshot })
			: fail(`${cluster.name} does not copy its tags to its snapshots.`, { copyTagsToSnapshot });
	},
});
