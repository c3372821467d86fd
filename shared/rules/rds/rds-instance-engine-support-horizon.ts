import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeSupportHorizon } from "./judge/engine-life.ts";
import { withoutLifecycle } from "./judge/lifecycles.ts";
import { judgedOnCluster } from "./judge/members.ts";

export const rdsInstanceEngineSupportHorizon = defineRule({
	id: "rds-instance-engine-support-horizon",
	title: "Standard support of the RDS DB instance's major version lasts long enough to upgrade",
	severity: "low",
	resource: "rds.DbInstance",
	risk: "A major upgrade that is begun too late is done in haste, or not at all, and ends in fees or in an upgrade by force.",
	recommendation: "Plan and test the upgrade to the next major version now, so that it is done before standard support ends.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support.html"],
	related: {},
	parameters: { minimumDays: integer(180, "Least number of days of standard support that must be left.", { minimum: 1, maximum: 1095 }) },
	evaluate: (db, { now, parameters }) =>
		judgedOnCluster(db) ?? withoutLifecycle(db) ?? judgeSupportHorizon(db, now, parameters.minimumDays),
});
