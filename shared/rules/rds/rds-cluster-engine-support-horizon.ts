import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeSupportHorizon } from "./judge/engine-life.ts";

export const rdsClusterEngineSupportHorizon = defineRule({
	id: "rds-cluster-engine-support-horizon",
	title: "Standard support of the DB cluster's engine version does not end soon",
	severity: "low",
	resource: "rds.DbCluster",
	risk: "A major upgrade that is begun too late is done in haste, or not at all, and ends in fees or in an upgrade by force.",
	recommendation: "Plan and test the upgrade to the next major version now, so that it is done before standard support ends.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/extended-support.html"],
	related: {},
	parameters: { minimumDays: integer(180, "Least number of days of standard support that must be left.", { minimum: 1, maximum: 1095 }) },
	evaluate: (cluster, { now, parameters }) => judgeSupportHorizon(cluster, now, parameters.minimumDays),
});
