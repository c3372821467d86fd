import { defineRule } from "../../core/rule.ts";
import { judgeOffered, judgeStandardSupport } from "./judge/engine-life.ts";

export const rdsGlobalClusterSupportedVersion = defineRule({
	id: "rds-global-cluster-supported-version",
	title: "Aurora global database runs an engine version that is offered and in standard support",
	severity: "high",
	resource: "rds.GlobalCluster",
	risk: "All regions of the database run an engine without fixes, and at the end of support all are upgraded by force or cost fees.",
	recommendation: "Upgrade the global database to an offered version in standard support, all regions together.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-upgrade.html"],
	related: { securityHub: ["RDS.51"], awsConfig: ["rds-global-cluster-aurora-mysql-supported-version"] },
	evaluate(cluster, { now }) {
		const offered = judgeOffered(cluster);
		return offered.verdict === "pass" ? judgeStandardSupport(cluster, now) : offered;
	},
});
