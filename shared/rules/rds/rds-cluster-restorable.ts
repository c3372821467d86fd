import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { judgeRestorable, resting } from "./judge/backups.ts";

export const rdsClusterRestorable = defineRule({
	id: "rds-cluster-restorable",
	title: "RDS DB cluster can be restored to a point in time of the last hours",
	severity: "medium",
	resource: "rds.DbCluster",
	risk: "Continuous backup has stalled: everything written after the latest restorable time is lost when the cluster is.",
	recommendation:
		"Look at the cluster's events and status for the cause, take a manual snapshot now, and open a case with AWS Support if the time stands still.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-pitr.html"],
	related: { others: ["cloudsploit:rdsRestorable"] },
	parameters: {
		maximumHours: integer(6, "Greatest age of the latest restorable time in hours.", { minimum: 1, maximum: 168 }),
		urgentHours: integer(24, "Age of the latest restorable time from which it fails with high severity.", { minimum: 1, maximum: 840 }),
	},
	evaluate(cluster, { now, parameters }) {
		if (resting.includes(cluster.status)) return notApplicable(`${cluster.name} is ${cluster.status}.`);
		return judgeRestorable(cluster, now, parameters);
	},
});
