import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeMaintenance } from "./judge/upkeep.ts";

export const rdsClusterNoOverdueMaintenance = defineRule({
	id: "rds-cluster-no-overdue-maintenance",
	title: "RDS DB cluster has no overdue maintenance",
	severity: "medium",
	resource: "rds.DbCluster",
	risk: "Patches of engine or operating system that AWS considers due are missing, or come at a moment that AWS chooses.",
	recommendation: "Apply the action in the next maintenance window (ApplyPendingMaintenanceAction), and find out why it was put off.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_UpgradeDBInstance.Maintenance.html"],
	related: {},
	parameters: {
		graceDays: integer(7, "Days after AutoAppliedAfterDate that RDS needs for its next weekly maintenance window.", { maximum: 90 }),
	},
	evaluate: (cluster, { now, parameters }) => judgeMaintenance(cluster, now, parameters.graceDays),
});
