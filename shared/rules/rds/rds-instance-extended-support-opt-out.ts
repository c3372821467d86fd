import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeExtendedSupport } from "./judge/engine-life.ts";
import { withoutExtendedSupport } from "./judge/lifecycles.ts";
import { judgedOnCluster } from "./judge/members.ts";

export const rdsInstanceExtendedSupportOptOut = defineRule({
	id: "rds-instance-extended-support-opt-out",
	title: "RDS DB instance does not slide into paid Extended Support",
	severity: "low",
	resource: "rds.DbInstance",
	risk: "An outdated engine goes on unnoticed, with only critical fixes and at a price per vCPU and hour that rises over the years.",
	recommendation:
		"Upgrade before standard support ends; opt out when you create or restore an instance (EngineLifecycleSupport open-source-rds-extended-support-disabled).",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support.html"],
	related: { prowler: ["rds_instance_extended_support"] },
	parameters: { horizonDays: integer(90, "Days before the end of standard support from which enrolment fails.", { maximum: 1095 }) },
	evaluate: (db, { now, parameters }) =>
		judgedOnCluster(db) ?? withoutExtendedSupport(db) ?? judgeExtendedSupport(db, now, parameters.horizonDays),
});
