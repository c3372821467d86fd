import { defineRule } from "../../core/rule.ts";
import { judgeStandardSupport } from "./judge/engine-life.ts";
import { withoutLifecycle } from "./judge/lifecycles.ts";
import { judgedOnCluster } from "./judge/members.ts";

export const rdsInstanceEngineInStandardSupport = defineRule({
	id: "rds-instance-engine-in-standard-support",
	title: "RDS DB instance runs a major version in standard support",
	severity: "high",
	resource: "rds.DbInstance",
	risk: "After standard support the community fixes nothing more: the instance either costs Extended Support fees for critical fixes or is upgraded by force.",
	recommendation: "Upgrade to a major version in standard support, with a blue/green deployment or on a restored copy first.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support.html"],
	related: { prowler: ["rds_instance_extended_support"] },
	evaluate(db, { now }) {
		const other = judgedOnCluster(db) ?? withoutLifecycle(db);
		if (other) return other;
		const verdict = judgeStandardSupport(db, now);
		// MariaDB has no extended support: the end of standard support is the end of all support.
		return verdict.verdict === "fail" && db.engine === "mariadb" ? { ...verdict, severity: "critical" } : verdict;
	},
});
