import { defineRule } from "../../core/rule.ts";
import { judgeOffered } from "./judge/engine-life.ts";
import { judgedOnCluster } from "./judge/members.ts";

export const rdsInstanceEngineVersionOffered = defineRule({
	id: "rds-instance-engine-version-offered",
	title: "RDS DB instance runs an engine version that RDS still offers",
	severity: "high",
	resource: "rds.DbInstance",
	risk: "A withdrawn version gets no fixes and usually was withdrawn for known flaws; RDS upgrades it by force at a time of its own choosing.",
	recommendation: "Upgrade to the newest minor version of the major version, or to a newer major version, after a test on a restored copy.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html"],
	related: { prowler: ["rds_instance_deprecated_engine_version"], others: ["cloudsploit:mysqlVulnerabilityCheck"] },
	evaluate: (db) => judgedOnCluster(db) ?? judgeOffered(db),
});
