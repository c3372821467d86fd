import { defineRule } from "../../core/rule.ts";
import { judgePendingChanges } from "./judge/upkeep.ts";

export const rdsClusterNoPendingChanges = defineRule({
	id: "rds-cluster-no-pending-changes",
	title: "RDS DB cluster runs as it is configured, without pending changes",
	severity: "low",
	resource: "rds.DbCluster",
	risk: "Settings that look right in the console are not in force yet, for example a new engine version or log export.",
	recommendation: "Apply the pending changes (ModifyDBCluster with ApplyImmediately) or wait for the maintenance window, and check again.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ClusterPendingModifiedValues.html"],
	related: {},
	evaluate: (cluster) => judgePendingChanges(cluster),
});
