import { defineRule } from "../../core/rule.ts";
import { judgeStandardSupport } from "./judge/engine-life.ts";

export const rdsClusterEngineInStandardSupport = defineRule({
	id: "rds-cluster-engine-in-standard-support",
	title: "RDS DB cluster runs a major engine version in standard support",
	severity: "high",
	resource: "rds.DbCluster",
	risk: "After standard support the community fixes nothing more: the cluster either costs Extended Support fees for critical fixes or is upgraded by force.",
	recommendation: "Upgrade to a major version in standard support, with a blue/green deployment or on a clone first.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/extended-support.html"],
	related: { prowler: ["rds_instance_extended_support"] },
	evaluate: (cluster, { now }) => judgeStandardSupport(cluster, now),
});
