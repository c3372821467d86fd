import { defineRule } from "../../core/rule.ts";
import { judgeClusterStatus } from "./judge/upkeep.ts";

export const rdsClusterStatusHealthy = defineRule({
	id: "rds-cluster-status-healthy",
	title: "RDS DB cluster is in a healthy status",
	severity: "medium",
	resource: "rds.DbCluster",
	risk: "A broken cluster takes no backups and no patches, and one whose key is inaccessible loses its data when the key is gone for good.",
	recommendation:
		"Read the cluster's events for the cause; give RDS access to the KMS key again at once when the credentials are inaccessible.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/accessing-monitoring.html"],
	related: {},
	evaluate: (cluster) => judgeClusterStatus(cluster),
});
