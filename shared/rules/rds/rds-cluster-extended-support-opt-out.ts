import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeExtendedSupport } from "./judge/engine-life.ts";

export const rdsClusterExtendedSupportOptOut = defineRule({
	id: "rds-cluster-extended-support-opt-out",
	title: "RDS DB cluster does not slide into paid Extended Support",
	severity: "low",
	resource: "rds.DbCluster",
	risk: "An outdated engine goes on unnoticed, with only critical fixes and at a price per vCPU and hour that rises over the years.",
	recommendation:
		"Upgrade before standard support ends; opt out when you create or restore a cluster (EngineLifecycleSupport open-source-rds-extended-support-disabled).",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/extended-support.html"],
	related: { prowler: ["rds_instance_extended_support"] },
	parameters: { horizonDays: integer(90, "Days before the end of standard support from which enrolment fails.", { maximum: 1095 }) },
	evaluate: (cluster, { now, parameters }) => judgeExtendedSupport(cluster, now, parameters.horizonDays),
});
