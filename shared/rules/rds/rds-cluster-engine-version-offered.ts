import { defineRule } from "../../core/rule.ts";
import { judgeOffered } from "./judge/engine-life.ts";

export const rdsClusterEngineVersionOffered = defineRule({
	id: "rds-cluster-engine-version-offered",
	title: "RDS DB cluster runs an engine version that RDS still offers",
	severity: "high",
	resource: "rds.DbCluster",
	risk: "A withdrawn version gets no fixes, often has known vulnerabilities, and cannot be chosen when the cluster must be made again.",
	recommendation: "Upgrade to a version that DescribeDBEngineVersions lists as available, first on a clone of the cluster.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBEngineVersions.html"],
	related: { prowler: ["rds_instance_deprecated_engine_version"] },
	evaluate: (cluster) => judgeOffered(cluster),
});
