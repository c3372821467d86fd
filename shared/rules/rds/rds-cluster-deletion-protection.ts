import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const rdsClusterDeletionProtection = defineRule({
	id: "rds-cluster-deletion-protection",
	title: "RDS DB cluster has deletion protection",
	severity: "medium",
	resource: "rds.DbCluster",
	risk: "One mistaken or malicious DeleteDBCluster call destroys the database together with its automated backups.",
	recommendation: "Switch deletion protection on (ModifyDBCluster with DeletionProtection); it takes effect at once and without downtime.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html"],
	related: {
		prowler: ["rds_cluster_deletion_protection"],
		securityHub: ["RDS.7"],
		awsConfig: ["rds-cluster-deletion-protection-enabled"],
	},
	evaluate(cluster) {
		const deletionProtection = reported(cluster.deletionProtection, "DeletionProtection");
		return deletionProtection
			? pass(`${cluster.name} is protected against deletion.`, { deletionProtection })
			: fail(`${cluster.name} can be deleted with one call.`, { deletionProtection });
	},
});
